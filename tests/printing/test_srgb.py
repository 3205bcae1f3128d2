from io import BytesIO

from PIL import Image, ImageCms

from printing.srgb import profile


def test_the_profile_is_srgb_to_another_colour_engine() -> None:
    ours = ImageCms.ImageCmsProfile(BytesIO(profile()))
    assert ours.profile.profile_description == "sRGB IEC61966-2.1"
    assert ours.profile.xcolor_space.strip() == "RGB"
    picture = Image.linear_gradient("L").convert("RGB")
    transform = ImageCms.buildTransform(ours, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    converted = ImageCms.applyTransform(picture, transform)
    assert converted is not None
    pairs = zip(picture.tobytes(), converted.tobytes(), strict=True)
    assert max(abs(before - after) for before, after in pairs) <= 1


def test_the_length_in_the_header_is_the_length() -> None:
    data = profile()
    assert int.from_bytes(data[:4], "big") == len(data)
    assert data[36:40] == b"acsp"
