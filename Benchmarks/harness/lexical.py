"""Lexical peers: tantivy and bm25s over the same passages, under several analysers."""
import re
import sys
import unicodedata

import bm25s
import Stemmer
import tantivy

from harness.scoring import DEPTH

# Snowball's name of each language: what PyStemmer and tantivy call it.
STEMMERS = {
    "ar": "arabic", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "hi": "hindi", "ro": "romanian", "ru": "russian", "tr": "turkish",
}
# What tantivy has of them.
TANTIVY_STEMMERS = set(STEMMERS) - {"hi"}
# bm25s' own lists of stop words.
STOP_WORDS = {
    "en": "STOPWORDS_EN", "de": "STOPWORDS_GERMAN", "es": "STOPWORDS_SPANISH",
    "ru": "STOPWORDS_RUSSIAN", "tr": "STOPWORDS_TURKISH",
}
BM25S_SETTINGS = {"k1 0.9 b 0.4": (0.9, 0.4), "k1 1.5 b 0.75": (1.5, 0.75)}


def character_class(is_member):
    """The characters for which a function is true, as the inside of a regular expression's []."""
    ranges, start = [], None
    for code in range(sys.maxunicode + 2):
        inside = code <= sys.maxunicode and is_member(chr(code))
        if inside and start is None:
            start = code
        elif not inside and start is not None:
            ranges.append(f"\\U{start:08x}-\\U{code - 1:08x}")
            start = None
    return "".join(ranges)


# Runs of letters, digits and the marks that belong to them; `\w` would break words at marks.
WORD = re.compile("[" + character_class(lambda c: unicodedata.category(c)[0] in "LMN") + "]+")
# bm25s' default for words.
LATIN_WORD = re.compile(r"(?u)\b\w\w+\b")
# Scripts without spaces between words, one run of them at a time.
UNSPACED_RUN = re.compile(
    "[\u0e00-\u0e7f]+|[\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]+")


def words(text):
    return WORD.findall(text.lower())


def latin_words(text):
    return LATIN_WORD.findall(text.lower())


def grams(size):
    """Runs without spaces as n-grams of characters, all else as words."""
    def analyse(text):
        tokens = []
        for word in WORD.findall(unicodedata.normalize("NFKC", text).lower()):
            last = 0
            for run in UNSPACED_RUN.finditer(word):
                if run.start() > last:
                    tokens.append(word[last:run.start()])
                run_text, last = run.group(), run.end()
                tokens += [
                    run_text[at:at + size] for at in range(max(1, len(run_text) - size + 1))]
            if last < len(word):
                tokens.append(word[last:])
        return tokens
    return analyse


def dictionary_words(cut):
    """Words as a dictionary of the language cuts them, without punctuation."""
    def analyse(text):
        return [
            word for piece in cut(unicodedata.normalize("NFKC", text).lower())
            for word in WORD.findall(piece)]
    return analyse


def jieba_words():
    import jieba
    jieba.setLogLevel("ERROR")
    return dictionary_words(jieba.lcut_for_search)


def janome_words():
    from janome.tokenizer import Tokenizer
    tokenizer = Tokenizer(wakati=True)
    return dictionary_words(lambda text: list(tokenizer.tokenize(text)))


def pythainlp_words():
    from pythainlp.tokenize.newmm import segment
    return dictionary_words(segment)


# Languages written without spaces, with a program that finds their words.
UNSPACED = {
    "ja": ("Janome", janome_words), "th": ("PyThaiNLP", pythainlp_words),
    "zh": ("jieba", jieba_words), "zh-Hans": ("jieba", jieba_words),
    "zh-Hant": ("jieba", jieba_words),
}


def unspaced_cuts(language):
    """Ways to cut a language without spaces, by name."""
    name, words_of = UNSPACED[language]
    return {f"words ({name})": words_of(), "bigrams": grams(2), "trigrams": grams(3)}


class Analyser:
    """Turns text into tokens: a way to cut it, stop words to drop, a stemmer."""

    def __init__(self, cut, stop_words=(), stemmer=None):
        self.cut = cut
        self.stop_words = frozenset(stop_words)
        self.stemmer = stemmer and Stemmer.Stemmer(stemmer)
        self.known = {}

    def token(self, word):
        """The word's token, None for a stop word."""
        if word not in self.known:
            self.known[word] = (
                None if word in self.stop_words
                else self.stemmer.stemWord(word) if self.stemmer else word)
        return self.known[word]

    def tokens(self, text):
        return [t for t in map(self.token, self.cut(text)) if t is not None]


def analysers(language, is_large):
    """The analysers that bm25s gets for a language, by name."""
    if language in UNSPACED:
        return {name: Analyser(cut) for name, cut in unspaced_cuts(language).items()}
    cut = latin_words if language == "en" else words
    stop_words = getattr(bm25s.stopwords, STOP_WORDS[language]) if language in STOP_WORDS else ()
    stemmer = STEMMERS.get(language)
    if is_large:
        return {"stems, stop words": Analyser(cut, stop_words, stemmer)}
    found = {"words": Analyser(cut)}
    if stemmer:
        found["stems"] = Analyser(cut, (), stemmer)
    if stop_words:
        found["stems, stop words"] = Analyser(cut, stop_words, stemmer)
    return found


def bm25s_runs(language, contents, questions, is_large):
    """Runs by name: positions of passages for each question, best first."""
    runs = {}
    for name, analyser in analysers(language, is_large).items():
        vocabulary, documents = {}, []
        for content in contents:
            documents.append([
                vocabulary.setdefault(token, len(vocabulary))
                for token in analyser.tokens(content)])
        asked = [
            [token for token in analyser.tokens(question) if token in vocabulary]
            for question in questions]
        for setting, (k1, b) in BM25S_SETTINGS.items():
            index = bm25s.BM25(k1=k1, b=b, backend="numba")
            index.index(
                bm25s.tokenization.Tokenized(ids=documents, vocab=vocabulary),
                show_progress=False)
            runs[f"bm25s, {name}, {setting}"] = bm25s_run(index, asked, len(contents))
    return runs


def bm25s_run(index, asked, count):
    run = [[] for _ in asked]
    filled = [number for number, tokens in enumerate(asked) if tokens]
    if filled:
        positions, scores = index.retrieve(
            [asked[number] for number in filled], k=min(DEPTH, count), show_progress=False)
        for number, ranking, values in zip(filled, positions, scores):
            run[number] = [int(p) for p, score in zip(ranking, values) if score > 0]
    return run


def tantivy_analysers(language):
    """The analysers that tantivy gets, by name; each with what is done to a text before."""
    if language in UNSPACED:
        whitespace = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        return {
            name: (whitespace, lambda text, cut=cut: " ".join(cut(text)))
            for name, cut in unspaced_cuts(language).items()}

    def simple():
        return (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.remove_long(40)).filter(tantivy.Filter.lowercase()))
    found = {"words": (simple().build(), str)}
    if language in TANTIVY_STEMMERS:
        stemmer = tantivy.Filter.stemmer(STEMMERS[language])
        found["stems"] = (simple().filter(stemmer).build(), str)
    return found


class Tantivy:
    """A tantivy index in memory with one text field, BM25 at its defaults."""

    def __init__(self, contents, analyser, prepare):
        self.analyser, self.prepare = analyser, prepare
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="chosen", index_option="freq")
        builder.add_integer_field("position", fast=True)
        self.schema = builder.build()
        self.index = tantivy.Index(self.schema)
        self.index.register_tokenizer("chosen", analyser)
        writer = self.index.writer(heap_size=256_000_000, num_threads=1)
        for position, content in enumerate(contents):
            writer.add_document(tantivy.Document(text=prepare(content), position=position))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def query(self, question):
        """Every token of the question as an alternative, as often as it stands there.

        Built from the tokens: a query parser would read some characters as its own, and make a
        phrase of a word that the analyser cuts.
        """
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self.schema, "text", token, "freq"))
            for token in self.analyser.analyze(self.prepare(question))]
        return tantivy.Query.boolean_query(terms) if terms else tantivy.Query.empty_query()

    def ranking(self, question, count=DEPTH):
        hits = self.searcher.search(self.query(question), count, count=False).hits
        return self.searcher.fast_field_values("position", [address for _, address in hits])


def tantivy_runs(language, contents, questions, is_large):
    runs = {}
    chosen = tantivy_analysers(language)
    if is_large and len(chosen) > 1:
        chosen.pop("words")
    for name, (analyser, prepare) in chosen.items():
        engine = Tantivy(contents, analyser, prepare)
        runs[f"tantivy, {name}"] = [engine.ranking(question) for question in questions]
    return runs
