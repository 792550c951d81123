"""What somebody typed, as words; and what they may have meant. Pure but for the vocabulary handed in."""

from dataclasses import dataclass
from itertools import pairwise

from portal.search import words

MOST_WORDS = 24
# Words that a question is made of, exact and folded; they say nothing of what is asked for.
QUESTION_WORDS = """
    có là không gì bao nhiêu được thì mà và của cho tôi em anh chị mình bị như thế nào sao làm phải khi ở đâu ai vậy hay
    hoặc này kia rất các những một với từ đến ra vào rồi đã đang sẽ còn chưa nên để bằng tại nếu người ta cái tên mấy
    lúc ơi ạ nhỉ hả xin hỏi giúp biết muốn cần trên trong thuốc hết quá nữa
    what is are the a an of to in on for do does did can could should will would i my me it its how why when where who
    which that this with from and or be have has had if at by as not need make there much many long am was were you your
    about get still between after while
""".split()
QUESTION = {words.exact_word(word) for word in QUESTION_WORDS}
# Without marks these are still words of a question, whatever else they could be.
FOLDED_QUESTION = {
    words.folded_word(word)
    for word in QUESTION_WORDS
    if word not in {"đã", "đang", "thì", "sẽ", "mà", "bị", "ạ", "hả", "ra", "một", "anh", "ta", "nên", "bằng"}
}


@dataclass(frozen=True)
class Query:
    """The words of a query in the order in which they were typed, with their marks and folded."""

    exact: tuple
    folded: tuple

    @classmethod
    def parse(cls, text):
        typed = [word for word in words.split(text) if words.folded_word(word)][:MOST_WORDS]
        return cls(tuple(map(words.exact_word, typed)), tuple(map(words.folded_word, typed)))

    @classmethod
    def of(cls, folded):
        """Return a query of folded words that nobody typed with marks."""
        return cls(tuple(folded), tuple(folded))

    def __bool__(self):
        return bool(self.folded)

    def telling(self):
        """Return the folded words that say what is asked for; all of them if none does."""
        pairs = zip(self.exact, self.folded, strict=True)
        found = [fold for exact, fold in pairs if not _is_of_questions(exact, fold)]
        return found or list(self.folded)


def _is_of_questions(exact, folded):
    return exact in QUESTION or (exact == folded and folded in FOLDED_QUESTION)


# What it saves that two words are neighbours in a name: less than another word costs, or, for a bold guess, more.
CAREFUL, BOLD = 3, 5


def meant(folded, vocabulary, saved=CAREFUL):
    """Return the words that were most likely meant by the `folded` ones, as a tuple; the same if nothing is nearer.

    Each step of the cheapest way through the query takes a word as it is, another near it, two written as one or one
    written as two; known neighbours in a name make a way cheaper.
    """
    best = {0: [(0, ())]}
    for place in range(len(folded)):
        for cost, way in best.get(place, []):
            for used, price, taken in _steps(folded, place, vocabulary):
                known = sum(pair in vocabulary.pairs for pair in pairwise((*way[-1:], *taken)))
                best.setdefault(place + used, []).append((cost + price - saved * known, way + taken))
        best[place + 1] = _cheapest(best.get(place + 1, []))
    return best[len(folded)][0][1]


def _cheapest(ways, most=12):
    """Keep the cheapest way for each last word, and of these the cheapest ones."""
    kept = {}
    for cost, way in sorted(ways):
        kept.setdefault(way[-1], (cost, way))
    return sorted(kept.values())[:most]


def _steps(folded, place, vocabulary):
    word = folded[place]
    yield 1, 0 if word in vocabulary else 9, (word,)
    if not word.isdigit() and len(word) > 1:
        for cost, other in vocabulary.near(word):
            yield 1, cost + 2, (other,)
        if pieces := vocabulary.pieces(word):
            yield 1, 3, pieces
    if place + 1 < len(folded):
        together = word + folded[place + 1]
        if together in vocabulary:
            yield 2, 2, (together,)
        elif len(together) > 5:
            for cost, other in vocabulary.near(together, most=2, slips=1):
                yield 2, cost + 3, (other,)
