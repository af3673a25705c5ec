"""The terms of a call from its own words: pure, sentence by sentence, and sooner silent than wrong.

Swedish, Norwegian, Danish, Finnish and English; another language is one more file in languages/.
"""

from scrapers.prose.drafting import completed, draft_from_text

__all__ = ["completed", "draft_from_text"]
