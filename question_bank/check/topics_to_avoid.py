"""Topics that may not be asked about a person, as patterns of questions and remarks, never bare words.

"A family of models", "a health check", "the age of a container" and "are they healthy?" (of servers) are
daily work, so each pattern needs somebody it is about: "you", "the candidate", or "your …". "They" and
"their" are left to whoever reads the bank, since they mostly speak of machines.
"""

import re
from collections.abc import Iterator

_WHO = r"(?:you|he|she|the (?:candidate|applicant|person))"
_WHOSE = r"(?:your|his|her|the (?:candidate|applicant|person)['’]s)(?: own)?"
_OF_A_MACHINE = (
    r"(?![\s-]+(?:of|in|checks?|probes?|endpoints?|scores?|columns?|fields?|features?|groups?|"
    r"buckets?|data|tables?|conditions?|detectors?|models?|process(?:es)?|nodes?|threads?|records?|"
    r"labels?|predictions?|apps?|services?|plans?|accounts?)\b)"
)
_CHILDREN = r"(?:any )?(?:children|kids|a baby|a child|a family)"
_PARTNER = r"(?:husband|wife|spouse|fianc[eé]e?|boyfriend|girlfriend)"

_PATTERNS = {
    "age": (
        rf"how old (?:are|is|were|was) {_WHO}",
        rf"{_WHOSE} age{_OF_A_MACHINE}",
        rf"{_WHOSE} (?:birthday|(?:date|year) of birth)",
        rf"when (?:were|was) {_WHO} born",
        rf"(?:when|(?:in )?(?:which|what) year) (?:did|will) {_WHO} (?:graduate|leave school|retire)",
        rf"{_WHO} (?:are|is) (?:too|still) (?:young|old)",
        r"young(?:,| and)? (?:\w+ )?(?:team|developers?|candidates?|colleagues)",
        r"digital natives?(?! (?:compan|business|bank|brand))",
        (r"(?:candidates?|applicants?|developers?|engineers?|colleagues?|somebody|someone|nobody) "
        r"(?:who (?:is|are) )?(?:aged|under|over|below|above) \d\d(?=$|[.,;:?!)]| years)"),
    ),
    "family": (
        rf"(?:do|does) {_WHO} (?:\w+ to )?(?:have|want|expect) {_CHILDREN}{_OF_A_MACHINE}",
        (rf"(?:do|does|are|is) {_WHO} (?:plan|planning|intend|hope|going) (?:on |to )?"
        rf"(?:have|having|start|starting) {_CHILDREN}{_OF_A_MACHINE}"),
        rf"{_WHOSE} (?:{_PARTNER}|children|kids|family|marriage|wedding){_OF_A_MACHINE}",
        rf"{_WHOSE} (?:marital|family) (?:status|situation|plans)",
        (rf"(?:are|is|were) {_WHO} (?:single(?!-)|married(?! to)|divorced|engaged(?! in| with| on)|widowed"
        r"|an? (?:\w+ )?(?:mother|father|parent))"),
        rf"(?:do|does) {_WHO} have (?:a {_PARTNER}|childcare)",
    ),
    "pregnancy": (
        rf"{_WHO} (?:(?:are|is|were|get|become|be|ever|might|plan|want|to|going) )*pregnant",
        rf"{_WHOSE} pregnancy{_OF_A_MACHINE}",
        rf"(?:do|did|will|would|are|have) {_WHO} (?:\w+ ){{0,3}}(?:maternity|paternity|parental) leave",
    ),
    "health": (
        rf"{_WHOSE} (?:(?:physical|mental|general) )?health{_OF_A_MACHINE}",
        rf"{_WHOSE} (?:disabilit(?:y|ies)|illness(?:es)?|medication|medical (?:history|condition))",
        rf"(?:are|is) {_WHO} (?:healthy|ill|disabled|physically fit|often (?:ill|sick))",
        (rf"(?:do|does|did) {_WHO} (?:have|suffer from|take) (?:any |an? )?(?:disabilit(?:y|ies)|illness(?:es)?"
        r"|medication|(?:health|medical|mental health) (?:problems?|issues?|conditions?))"),
        rf"sick days (?:do|does|did|have|has) {_WHO}",
    ),
    "religion": (
        rf"{_WHOSE} (?:religion|religious|faith|church|mosque|synagogue)",
        rf"(?:what|which) religion (?:are|is|do|does) {_WHO}",
        rf"(?:are|is) {_WHO} (?:an? )?(?:religious|christian|catholic|protestant|muslim|jewish|hindu|buddhist|atheist)",
        rf"(?:do|does) {_WHO} (?:pray|believe in god|go to church|observe religious)",
    ),
    "origin or nationality": (
        (rf"{_WHOSE} (?:nationality|citizenship|accent(?! colou?r)|ethnicity|ethnic \w+|skin colou?r|mother tongue"
        r"|native language|(?:home|native) country|national origin|country of origin)"),
        rf"(?:what|which) (?:nationality|ethnicity|race) (?:are|is) {_WHO}",
        rf"{_WHOSE} race{_OF_A_MACHINE}",
        rf"where (?:are|is|do|does) (?:{_WHO}|{_WHOSE} (?:parents|family)) (?:originally |really )?(?:come )?from",
        rf"where (?:were|was) (?:{_WHO}|{_WHOSE} parents) born",
        rf"(?:are|is) {_WHO} (?:an? )?(?:\w+ )?(?:citizen|foreigner|immigrant)",
        r"(?:are|is|be|as)(?: you)? an? native(?: \w+)? speaker|native(?: \w+)? speakers? (?:only|required|preferred)",
    ),
    "sex or gender": (
        rf"{_WHOSE} (?:sex|gender|sexuality|sexual orientation){_OF_A_MACHINE}",
        rf"(?:are|is) {_WHO} (?:an? )?(?:man|woman|male|female|gay|straight|lesbian|bisexual|trans|transgender)",
    ),
    "politics": (
        rf"{_WHOSE} (?:political \w+|union membership)",
        rf"who (?:did|do|does|will|would) {_WHO} vote for",
        rf"(?:are|is) {_WHO} (?:in|a member of) (?:an?|any|the) (?:\w+ )?(?:union|political party)",
    ),
}  # fmt: skip

_TOPICS = {
    topic: re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)
    for topic, patterns in _PATTERNS.items()
}


def topics_in(words: str) -> Iterator[tuple[str, str]]:
    """Each topic that these words bring up about a person, and the words that do."""
    for topic, pattern in _TOPICS.items():
        for match in pattern.finditer(words):
            yield topic, match[0]
