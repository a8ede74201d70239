"""Names of people: common ones in the order written for this project, rarer ones from packages."""

import importlib
import json
import re
import unicodedata

import facts
import written

MIMESIS = {
    "en_GB": "en-gb", "de_DE": "de", "fr_FR": "fr", "es_ES": "es", "it_IT": "it", "nl_NL": "nl",
    "pt_BR": "pt-br", "pl_PL": "pl", "sv_SE": "sv", "tr_TR": "tr",
}
SCRIPTS = {
    "ja": "CJK|HIRAGANA|KATAKANA|IDEOGRAPHIC", "zh": "CJK", "hi": "DEVANAGARI", "ar": "ARABIC"}
MOST_RARE, RARE_WEIGHT = 600, 12


def in_script(language, text):
    """Whether all letters of a text are of the language's script."""
    script = re.compile(SCRIPTS.get(language, "LATIN"))
    return all(
        script.match(unicodedata.name(c, "")) for c in text if unicodedata.category(c)[0] in "LM")


def faker(locale, what):
    """A list of Faker's people, with its shares where it has them."""
    try:
        module = importlib.import_module(f"faker.providers.person.{locale}")
    except ModuleNotFoundError:
        return []
    return getattr(module.Provider, what, [])


def mimesis(locale, *path):
    if locale not in MIMESIS:
        return []
    folder = facts.folder_of("mimesis") / "datasets" / MIMESIS[locale]
    found = json.loads((folder / "person.json").read_text(encoding="utf-8"))
    for part in path:
        found = found[part] if isinstance(found, dict) and part in found else found
    return found if isinstance(found, list) else []


def is_plain(name):
    """One name, written as names are, without abbreviations and doubles."""
    return re.fullmatch(r"[^\W\d_]['’]?[^\W\d_]{2,13}", name) and name[1:].islower()


def rarer(locale, what, known):
    """Names that packages know beyond the written ones, evenly over all of them."""
    names = set(faker(locale, what))
    if locale == "pl_PL" and what == "last_names":
        names = set(mimesis(locale, "surnames", "male"))
    kind = {"first_names_female": ("names", "female"), "first_names_male": ("names", "male")}
    names |= set(mimesis(locale, *kind.get(what, ("surnames",))))
    names = sorted(n for n in names if n not in known and is_plain(n))
    if len(names) > MOST_RARE:
        names = [names[i * len(names) // MOST_RARE] for i in range(MOST_RARE)]
    return names


def by_rank(rank):
    """The weight of the common name of this rank, from 1: the first is twice the tenth."""
    return round(10_000 / (rank + 9))


def shares(locale, what, least=20):
    """Names with the shares that Faker gives them, largest first; nothing where it has none."""
    found = faker(locale, what)
    if not hasattr(found, "items"):
        return []
    scale = 100_000 / sum(found.values())
    latin = [pinyin] if locale == "zh_CN" else []
    rows = [
        [name, *(f(name, surname=True) for f in latin), max(1, round(share * scale))]
        for name, share in found.items()]
    return sorted(rows, key=lambda r: (-r[-1], r[0]))


def ranked(locale, sections, what, others):
    """Rows of a list of names, without latin forms: written order first, then rarer ones."""
    common = written.words(sections[what])
    plain = [re.split("[=/]", name)[0] for name in common]
    if locale == "zh_CN":
        common = [f"{name}={pinyin(name)}" for name in common]
    rows = [[*re.split("[=/]", name), by_rank(i)] for i, name in enumerate(common, 1)]
    known = set(plain) | set(others)
    inflect = [polish_feminine] if locale == "pl_PL" and what == "last_names" else []
    return rows + [
        [name, *(f(name) for f in inflect), RARE_WEIGHT] for name in rarer(locale, what, known)]


def polish_feminine(surname):
    """The family name of a woman: those that are adjectives end in a."""
    return surname[:-1] + "a" if surname.endswith(("ski", "cki", "dzki")) else surname


# Family names that are read otherwise than the same character in other words.
CHINESE_SURNAMES = {
    "曾": "Zeng", "单": "Shan", "解": "Xie", "查": "Zha", "仇": "Qiu", "任": "Ren", "盖": "Ge",
    "朴": "Piao", "覃": "Qin", "翟": "Zhai", "区": "Ou", "尹": "Yin", "冼": "Xian", "缪": "Miao",
    "万": "Wan", "宁": "Ning", "华": "Hua", "纪": "Ji", "车": "Che", "乐": "Yue", "召": "Shao",
}


def pinyin(name, surname=False):
    """A Chinese name in Latin letters, ü written yu as in passports."""
    if surname and name in CHINESE_SURNAMES:
        return CHINESE_SURNAMES[name]
    syllables = importlib.import_module("pypinyin").lazy_pinyin(name)
    return "".join(s.replace("v", "yu").replace("ü", "yu") for s in syllables).capitalize()
