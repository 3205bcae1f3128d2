"""Rows that a pack needs for commitment: a city that has it uses these keys (001A)."""

from casework.act import Context
from casework.errors import RuleError
from casework.law.articles import Article
from casework.law.limits import Limit


def article(key: str, context: Context) -> Article:
    """A clause whose words go on paper; RuleError CM-190 when the pack does not have it."""
    found = context.catalogue.articles.get(key)
    if found is None or not found.text:
        raise RuleError("CM-190", key=key)
    return found


def limit_row(key: str, context: Context) -> Limit:
    """A limit of the pack; RuleError CM-190 when it does not have it."""
    found = context.catalogue.limits.get(key)
    if found is None:
        raise RuleError("CM-190", key=key)
    return found
