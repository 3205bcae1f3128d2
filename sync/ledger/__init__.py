"""The journal on disk: acts, sealed values, blobs, projections."""
