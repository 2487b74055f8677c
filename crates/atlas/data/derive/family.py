"""Which part of a name stands alone in the news. In: a full name and the state. Out: short forms, all of them weak."""
import re

from derive.table import key

FAMILY_FIRST = {"CN", "TW", "KR", "KP", "HK"}
GIVEN_ALONE = {"ET", "ER", "SO", "ID", "IS", "MM", "DJ"}
GIVEN_LAST = {"VN", "KH", "LA"}
PARTICLES = {"al", "el", "bin", "ben", "ibn", "von", "van", "der", "den", "de", "da", "dos", "do", "di", "du", "la", "le", "del", "della", "ten",
             "ter", "bint", "af", "ag", "abu", "ould", "mac", "st", "san"}
NOT_ALONE = {"ii", "iii", "iv", "vi", "xiv", "jr", "sr", "khan", "ali", "ahmed", "mohamed", "mohammed", "hassan", "hussein", "ibrahim", "abdi", "singh", "shah", "man", "young",
             "john", "muhammad", "mohammad", "ahmad", "mahmoud", "mahmud", "omar", "hasan", "husayn", "abdullah", "abdallah", "salim", "khalid", "abdul", "saad", "prince",
             "king", "sheikh", "bin", "abdi", "yusuf", "yousuf", "ismail", "mustafa", "osman", "othman", "jose", "maria", "paul", "david", "peter", "james",
             "holds", "hamad", "said", "english", "horn", "justice", "basil", "amos", "brent", "league", "gen", "george", "thomas", "michael", "joseph"}


def family_names(name, state):
    """`Ahmed al-Sharaa` -> `al-Sharaa`, `Sharaa`; `Xi Jinping` -> `Xi`; `Abiy Ahmed` -> `Abiy`, `Ahmed`."""
    words = re.sub(r",? (Jr\.?|Sr\.?)$", "", name).split()
    if len(words) < 2:
        return []
    low = [w.lower().rstrip(".") for w in words]
    out = []
    if any(w in ("bin", "ibn", "bint") for w in low):
        out.append(words[0] if state in ("QA", "OM", "BH") else "")
        if low[-1] not in ("bin", "ibn") and low[-2] not in ("bin", "ibn", "bint", "al"):
            out.append(words[-1])
        return [w for w in out if w]
    if state in FAMILY_FIRST and "-" not in words[0] and len(words[0]) <= 6:
        return [words[0]] if key(words[0]) not in NOT_ALONE else []
    if state in GIVEN_ALONE:
        out.append(words[0])
    start = len(words) - 1
    while start > 1 and low[start - 1] in PARTICLES:
        start -= 1
    out.append(" ".join(words[start:]))
    last = words[-1]
    if last.lower().startswith(("al-", "el-", "as-", "an-", "ad-", "ar-", "ash-", "at-", "az-", "ul-")):
        out.append(last.split("-", 1)[1])
    elif start < len(words) - 1 and low[start] in ("al", "el"):
        out.append(last)
    if "-" in last and not last.lower().startswith(("al-", "el-")) and len(last.split("-")[-1]) > 3:
        out.append(last)
    return [w for w in out if len(key(w)) > 1 and key(w) not in NOT_ALONE and not re.match(r"^[IVX]+$", w)]
