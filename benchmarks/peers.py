"""Rank by search engines that others use, for comparison. Each gets words cut to their stems.

Only SQLite's FTS5 has no stemmer for the Nordic languages: it gets words as they stand.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence

import bm25s
import numpy as np
import Stemmer
import tantivy
from sklearn.feature_extraction.text import TfidfVectorizer

from lexicon.language import FUNCTION_WORDS
from matcher.asked import best
from matcher.lines import CallLine, ProfileLine
from matcher.texts import passage_of
from matcher.words import STEMMERS, forms

K = 10

Rankings = Mapping[str, Sequence[str]]
Peer = Callable[[Sequence[CallLine], Sequence[ProfileLine]], Rankings]


def plain(calls: Sequence[CallLine], profiles: Sequence[ProfileLine]) -> Rankings:
    """Rank by scikit-learn's TfidfVectorizer as it comes."""
    vectorizer = TfidfVectorizer()
    known = vectorizer.fit_transform(passage_of(call).text for call in calls)
    scores = vectorizer.transform(profile.text for profile in profiles) @ known.T
    return {
        profile.id: [calls[place].id for place, _ in best(row)[:K]]
        for profile, row in zip(profiles, scores.tocsr(), strict=True)
    }


def fts5(calls: Sequence[CallLine], profiles: Sequence[ProfileLine]) -> Rankings:
    """Rank by SQLite's full-text search: bm25 of any of the words."""
    table = sqlite3.connect(":memory:")
    table.execute(
        "create virtual table call using fts5(text, tokenize='unicode61 remove_diacritics 0')"
    )
    table.executemany("insert into call values (?)", ((passage_of(call).text,) for call in calls))
    wanted = f"select rowid from call where call match ? order by bm25(call), rowid limit {K}"
    found = {}
    for profile in profiles:
        words = sorted({f'"{form.lower()}"' for form in forms(profile.text)})
        rows = table.execute(wanted, (" OR ".join(words),)) if words else ()
        found[profile.id] = [calls[row - 1].id for (row,) in rows]
    return found


def tantivy_bm25(calls: Sequence[CallLine], profiles: Sequence[ProfileLine]) -> Rankings:
    """Rank by tantivy's BM25."""
    best = tantivy_index(calls)
    return {profile.id: [calls[place].id for place in best(profile)] for profile in profiles}


def tantivy_index(calls: Sequence[CallLine]) -> Callable[[ProfileLine], list[int]]:
    """Return what finds the places of the best calls for a profile."""
    fields = tantivy.SchemaBuilder().add_text_field("text", tokenizer_name="whitespace")
    schema = fields.add_unsigned_field("place", stored=True).build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=50_000_000, num_threads=1)
    for place, call in enumerate(calls):
        writer.add_document(tantivy.Document(text=" ".join(_stems(call)), place=place))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def best(profile: ProfileLine) -> list[int]:
        query = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", each))
                for each in _stems(profile)
            ]
        )
        return [searcher.doc(at)["place"][0] for _, at in searcher.search(query, K).hits]

    return best


def bm25s_snowball(calls: Sequence[CallLine], profiles: Sequence[ProfileLine]) -> Rankings:
    """Rank by bm25s."""
    retriever = bm25s.BM25()
    retriever.index([_stems(call) for call in calls], show_progress=False)
    found = {}
    for profile in profiles:
        known = [each for each in _stems(profile) if each in retriever.vocab_dict]
        scores = retriever.get_scores(known) if known else np.zeros(0)
        order = np.argsort(-scores, kind="stable")[:K]
        found[profile.id] = [calls[place].id for place in order if scores[place] > 0]
    return found


def _stems(text: CallLine | ProfileLine) -> list[str]:
    said = passage_of(text).text if isinstance(text, CallLine) else text.text
    unsaid = FUNCTION_WORDS[text.language]
    stemmer = Stemmer.Stemmer(STEMMERS[text.language])
    words = (form.lower() for form in forms(said))
    cut: list[str] = stemmer.stemWords([word for word in words if word not in unsaid])
    return cut


PEERS: Mapping[str, Peer] = {
    "plain TfidfVectorizer": plain,
    "SQLite FTS5": fts5,
    "tantivy + Snowball": tantivy_bm25,
    "bm25s + Snowball": bm25s_snowball,
}
