"""The passes over the labels of a page, in order: each is `(view, labels) -> labels`, does one thing, and has a test of its own.

The chain's labels come first. A pass that does not apply to a page (no layout, no posts) gives the labels back. Later ones see what
earlier ones decided; those that give a proof come last.
"""

from __future__ import annotations

from collections.abc import Callable

from qaclean.stripper.labels import Labels
from qaclean.stripper.passes.article_tail import drop_article_tail, drop_teasers
from qaclean.stripper.passes.articles import (
    drop_below_article,
    drop_comments_below,
    keep_declared,
    keep_running_in_main,
)
from qaclean.stripper.passes.asked_title import keep_asked_title
from qaclean.stripper.passes.bylines import tell_bylines
from qaclean.stripper.passes.captions import drop_captions
from qaclean.stripper.passes.code import drop_code_buttons, drop_page_scripts, keep_code
from qaclean.stripper.passes.consent import drop_consent
from qaclean.stripper.passes.content_slot import keep_content_slot
from qaclean.stripper.passes.counted_lines import keep_counted_lines
from qaclean.stripper.passes.duplicates import drop_duplicates, settle_duplicates
from qaclean.stripper.passes.edits import tell_edits
from qaclean.stripper.passes.end_lists import drop_end_lists, drop_menus
from qaclean.stripper.passes.fair_share import keep_fair_share
from qaclean.stripper.passes.headline import headline_as_title, keep_headline_of_untitled
from qaclean.stripper.passes.howto import keep_howto
from qaclean.stripper.passes.link_buttons import drop_link_buttons
from qaclean.stripper.passes.markup import (
    drop_above_title,
    drop_furniture_sections,
    drop_link_lists,
    keep_headings,
    keep_lists,
    keep_paragraphs,
    keep_tables,
)
from qaclean.stripper.passes.menus_above_heading import drop_menus_above_heading
from qaclean.stripper.passes.named_elements import drop_named_elements
from qaclean.stripper.passes.path_summary import drop_path_summary
from qaclean.stripper.passes.post_facts import drop_facts_of_posts, tell_post_facts
from qaclean.stripper.passes.posts import (
    drop_adverts,
    drop_below_last_post,
    keep_asked_sentences,
    keep_declared_question,
    leave_no_post_empty,
    tell_around_posts,
)
from qaclean.stripper.passes.questions import keep_asking_lines, keep_faq, keep_pairs
from qaclean.stripper.passes.quote_attributions import tell_quote_attributions
from qaclean.stripper.passes.repeated_posts import drop_repeated_posts
from qaclean.stripper.passes.rights_lines import drop_rights_lines
from qaclean.stripper.passes.siblings import close_gaps, keep_like_siblings, keep_paragraphs_of_posts
from qaclean.stripper.passes.site_header import drop_site_header
from qaclean.stripper.passes.title import (
    drop_title_again,
    drop_title_below_title,
    empty_page,
    keep_longer_heading,
    keep_title,
    tell_title_again,
)
from qaclean.stripper.passes.title_apart import keep_title_apart
from qaclean.stripper.passes.title_below_path import keep_title_below_path, keep_title_said_again
from qaclean.stripper.passes.title_by_signs import keep_title_by_signs
from qaclean.stripper.passes.veto import keep_first_said, keep_followups, keep_glued_posts, keep_running_text
from qaclean.stripper.view import View

__all__ = ["PASSES", "PASSES_OF_DUMPS", "PASSES_OF_KEPT_DUMPS", "PASSES_OF_KNOWN_POSTS", "Pass"]

Pass = Callable[[View, Labels], Labels]

PASSES: tuple[Pass, ...] = (
    keep_running_text,
    keep_fair_share,
    keep_first_said,
    keep_running_in_main,
    drop_facts_of_posts,
    leave_no_post_empty,
    close_gaps,
    keep_like_siblings,
    keep_counted_lines,
    keep_code,
    drop_comments_below,
    keep_paragraphs_of_posts,
    keep_content_slot,
    keep_declared_question,
    keep_asked_sentences,
    keep_declared,
    keep_asking_lines,
    keep_faq,
    keep_pairs,
    keep_followups,
    keep_glued_posts,
    keep_tables,
    keep_paragraphs,
    keep_lists,
    keep_headings,
    drop_furniture_sections,
    drop_link_lists,
    drop_above_title,
    keep_title,
    keep_longer_heading,
    drop_site_header,
    drop_path_summary,
    drop_captions,
    drop_link_buttons,
    drop_end_lists,
    drop_menus,
    drop_menus_above_heading,
    drop_named_elements,
    tell_edits,
    drop_code_buttons,
    drop_page_scripts,
    drop_consent,
    drop_title_again,
    tell_title_again,
    drop_repeated_posts,
    tell_bylines,
    tell_post_facts,
    keep_title_below_path,
    keep_title_said_again,
    keep_asked_title,
    keep_title_by_signs,
    keep_title_apart,
    drop_title_below_title,
    drop_adverts,
    drop_rights_lines,
    tell_quote_attributions,
    drop_duplicates,
    keep_howto,
    drop_below_article,
    drop_teasers,
    drop_article_tail,
    settle_duplicates,
    keep_headline_of_untitled,
    empty_page,
    headline_as_title,
)
"""For a page whose pieces the chain has labelled."""

_OF_LAYOUT = frozenset((
    keep_running_in_main, drop_facts_of_posts, leave_no_post_empty, close_gaps, keep_like_siblings, drop_comments_below, keep_paragraphs_of_posts,
    keep_content_slot, keep_declared_question, keep_asked_sentences, keep_tables, keep_paragraphs, keep_lists, keep_headings,
    drop_furniture_sections, drop_link_lists, drop_above_title, keep_title, keep_longer_heading, drop_link_buttons, drop_menus_above_heading,
    drop_named_elements,
    drop_page_scripts, drop_consent, drop_title_again, tell_title_again, drop_repeated_posts, drop_teasers, drop_article_tail,
    headline_as_title, keep_headline_of_untitled, tell_post_facts,
))  # fmt: skip
_KEEPING = frozenset((
    keep_running_text, keep_fair_share, keep_first_said, keep_counted_lines, keep_code, keep_declared, keep_asking_lines, keep_faq,
    keep_pairs, keep_followups, keep_glued_posts,
))  # fmt: skip

PASSES_OF_DUMPS = tuple(step for step in PASSES if step not in _OF_LAYOUT)
"""For a page without layout: those that speak of elements give its labels back."""

PASSES_OF_KEPT_DUMPS = tuple(step for step in PASSES_OF_DUMPS if step not in _KEEPING)
"""For one of which the chain keeps every piece (three dumps of eight): there is nothing to keep besides."""

PASSES_OF_KNOWN_POSTS: tuple[Pass, ...] = (
    drop_below_last_post,
    keep_title,
    tell_around_posts,
    tell_title_again,
    drop_named_elements,
    tell_edits,
    drop_code_buttons,
    drop_rights_lines,
    tell_quote_attributions,
)
"""For a page whose posts are known to the piece: nothing is weighed."""
