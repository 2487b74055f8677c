#!/usr/bin/env python3
"""Made-up articles in any number, for measuring: articles.py FOLDER N TEXTS…

TEXTS are articles, or folders of them: headline, `Outlet, YYYY-MM-DD`, empty line, text. Each article made is one of them with its countries
exchanged for others (name, people and capital together), on another day, under another outlet, with its paragraphs after the first in part
from another article; so that few repeat one another and all are read like news. Same input, same bytes; standard library only.
"""
import datetime, pathlib, random, re, sys

# Name, people, capital.
COUNTRIES = [line.split("/") for line in """\
Pakistan/Pakistani/Islamabad
Libya/Libyan/Tripoli
Sudan/Sudanese/Khartoum
Egypt/Egyptian/Cairo
Turkey/Turkish/Ankara
Iran/Iranian/Tehran
Israel/Israeli/Jerusalem
Qatar/Qatari/Doha
Russia/Russian/Moscow
Ukraine/Ukrainian/Kyiv
China/Chinese/Beijing
India/Indian/New Delhi
Kenya/Kenyan/Nairobi
Ethiopia/Ethiopian/Addis Ababa
Nigeria/Nigerian/Abuja
Algeria/Algerian/Algiers
Mali/Malian/Bamako
Rwanda/Rwandan/Kigali
France/French/Paris
Germany/German/Berlin
Japan/Japanese/Tokyo
Indonesia/Indonesian/Jakarta
Brazil/Brazilian/Brasilia
Colombia/Colombian/Bogota
Peru/Peruvian/Lima
Serbia/Serbian/Belgrade
Armenia/Armenian/Yerevan
Azerbaijan/Azerbaijani/Baku
Georgia/Georgian/Tbilisi
Syria/Syrian/Damascus
Jordan/Jordanian/Amman
Iraq/Iraqi/Baghdad""".splitlines()]
OUTLETS = [f"{a} {b}" for a in ("Harbour", "Northern", "Desert", "Capital", "River", "Eastern", "Morning", "Gulf")
           for b in ("Lantern", "Courier", "Gazette", "Observer", "Signal", "Post")]
FIRST = datetime.date(2025, 1, 1)


def main():
    folder, number, *texts = sys.argv[1:]
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    files = sorted(f for text in map(pathlib.Path, texts) for f in (text.rglob("*.txt") if text.is_dir() else [text]))
    articles = [parts for f in files if len(parts := re.split(r"\n\s*\n", f.read_text().strip())) > 1]
    words = {word: (n, part) for n, country in enumerate(COUNTRIES) for part, word in enumerate(country)}
    pattern = re.compile(r"\b(" + "|".join(sorted(words, key=len, reverse=True)) + r")\b")
    draw = random.Random(1)
    for made in range(int(number)):
        head, first, *rest = articles[made % len(articles)]
        *_, other = draw.choice(articles)
        rest = [other if draw.random() < 0.2 else part for part in rest if draw.random() < 0.9]
        places = list(range(len(COUNTRIES)))
        draw.shuffle(places)
        exchange = lambda m: COUNTRIES[places[words[m[1]][0]]][words[m[1]][1]]
        title = head.splitlines()[0]
        day = FIRST + datetime.timedelta(days=draw.randrange(365))
        text = "\n\n".join([title, first, *rest])
        title, body = pattern.sub(exchange, text).split("\n\n", 1)
        (folder / f"{made:05}.txt").write_text(f"{title}\n{draw.choice(OUTLETS)}, {day}\n\n{body}\n")


if __name__ == "__main__":
    main()
