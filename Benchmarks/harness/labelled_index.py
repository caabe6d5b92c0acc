"""Indexes of labelled sets."""
import json
import os
import shutil
import subprocess


def index_path(cache, labels):
    return os.path.join(cache, labels.name, "index")


def build_index(footnote, cache, labels):
    """Builds a set's index anew in the cache; what the tool reports."""
    folder = os.path.join(cache, labels.name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    inputs = [labels.corpus] if labels.corpus else []
    if labels.articles:
        inputs.append(os.path.join(folder, "articles.jsonl"))
        write_lines(inputs[-1], (article_line(labels, a) for a in labels.articles))
    done = subprocess.run(
        [footnote, "build", *inputs, "--output", index_path(cache, labels), "--language",
         labels.language, "--wiki", wiki(labels), "--quiet", "--json", *labels.build_options],
        stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def wiki(labels):
    return f"{labels.language.split('-')[0]}wiki" if labels.is_wikipedia else "examplewiki"


def article_line(labels, article):
    """An article as `footnote build` reads it; these indexes are for measuring alone."""
    language = labels.language.split("-")[0]
    host = f"{language}.wikipedia.org" if labels.is_wikipedia else "example.org"
    return {
        "page_id": article.page, "revision_id": article.page, "title": article.title,
        "url": f"https://{host}/wiki?curid={article.page}", "language": labels.language,
        "license": "CC-BY-SA-4.0", "timestamp": "2020-01-01T00:00:00Z", "text": article.text,
    }


def write_lines(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
