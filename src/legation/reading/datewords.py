"""The forms that dates take in wire copy: one pattern for each, joined into one."""

import re

from legation.reading.calendar import MONTHS, WEEKDAYS

_CAPITALISED = sorted((month.capitalize() for month in MONTHS), key=lambda month: (-len(month), month))
MONTH = "(?:" + "|".join([*_CAPITALISED, *(month.upper() for month in _CAPITALISED)]) + ")"
_DAY_NAMES = [day.capitalize() for day in WEEKDAYS]
_WEEKDAY = "(?:" + "|".join([*_DAY_NAMES, *(day.upper() for day in _DAY_NAMES)]) + ")"
NUMBERS: dict[str, int] = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30,
}  # fmt: skip
_NUMBER = r"(?:\d{1,3}|" + "|".join(word for word in NUMBERS if len(word) > 2) + ")"
_YEAR = r"(?:1[5-9]|2[01])\d\d"
_REL_YEAR = r"(?:(?:this|next|last)\s{1,2}year)"
_ORD = r"(?:st|nd|rd|th)?"
_TO = r"\s?(?:-|–|—|/|&|\b(?:to|and|or|through|till|until)\b)\s?"
_OTHER_NUMBER = r"(?![\d:%])(?!,\d)(?!\s(?:mln|million|billion|pct|per)\b)"  # "May 25 pct", "May 10,000"

_BEFORE = rf"""
    (?=[A-Za-z0-9])(?<![\w$€£.,/-])
    (?:(?P<by>(?i:by|before|until|till|through|(?:no|not)\ later\ than|on\ or\ (?:before|by)|prior\ to|up\ to
       |ahead\ of))\s{{1,3}})?
    (?:(?:the\ )?(?P<edge>(?i:end|start|beginning|middle|close|rest|remainder))(?:\ of\s{{1,2}}(?:the\ (?={MONTH}))?|-)
      |(?:(?i:the\ )?)(?P<part>(?i:early|late|mid))(?:\ in)?[\s-])?
"""
_FORMS: dict[str, str] = {
    "iso": r"\d{4}-\d\d-\d\d(?![\d-])",
    "numeric": rf"(?P<n1>\d{{1,2}})(?P<n_mark>[./])(?P<n2>\d{{1,2}})(?P=n_mark)(?P<n3>{_YEAR})(?!\d)",
    "day_month": rf"""(?P<dm_first>\d{{1,2}}){_ORD}(?:{_TO}(?P<dm_last>\d{{1,2}}){_ORD})?(?:\s{{1,2}}|\s?-)(?:of\ )?
        (?P<dm_month>{MONTH})\b\.?(?:,?\s{{1,2}}(?P<dm_year>{_YEAR}))?(?!\d)""",
    "month_day": rf"""(?P<md_month>{MONTH})\b\.?\s{{1,2}}(?P<md_first>\d{{1,2}}){_OTHER_NUMBER}{_ORD}
        (?:{_TO}(?P<md_last>\d{{1,2}}){_OTHER_NUMBER}(?!\.\d)(?!\s[a-z]+s\b){_ORD})?(?:,?\s{{1,2}}(?P<md_year>{_YEAR}))?(?!\d)""",
    "month_year": rf"""(?P<my_month>{MONTH})\b\.?(?:,|\ of)?\s{{1,2}}
        (?:(?P<my_year>{_YEAR})(?!\d)|(?P<my_rel>{_REL_YEAR}))""",
    "months": rf"""(?P<ms_list>{MONTH}\.?(?:/(?:(?:early|late|mid)[\s-])?{MONTH}\.?){{1,3}}
        |{MONTH}\ (?:and|to)\ {MONTH})\b
        (?:(?:\ of|,)?\s(?:(?P<ms_year>{_YEAR})|(?P<ms_rel>{_REL_YEAR})))?""",
    "which_month": rf"(?P<wm_which>(?i:last|next|this|this\ past|this\ coming))\s{{1,3}}(?P<wm_month>{MONTH})\b",
    "month": rf"{MONTH}\b",
    "weekday": rf"""(?:(?P<wd_which>(?i:last|next|this|this\ coming|this\ past|the\ following))\s{{1,3}})?
        (?P<wd_first>{_WEEKDAY})\b(?:\s{{1,2}}(?:or|and|to|through)\s{{1,2}}(?P<wd_last>{_WEEKDAY})\b)?
        (?!,?\s{{1,2}}(?:{MONTH}\.?\s\d|\d{{1,2}}{_ORD}\s(?:of\s)?{MONTH}))
        (?:\s{{1,2}}of\ (?P<wd_week>this|next|last)\ week)?""",
    "near": r"""(?i:the\ day\ before\ yesterday|the\ day\ after\ tomorrow|yesterday|today|tomorrow|tonight|last\ night
        |overnight|this\ (?:morning|afternoon|evening))\b""",
    "period": r"""(?P<p_which>(?i:(?:earlier|later|early|late)\ (?:this|next|last)|last|this|next
        |the\ (?:past|previous|current|coming)|the))\s{1,3}
        (?P<p_unit>(?i:weekend|week|month|year|quarter))\b(?!['’-]?s?\s(?:old|long))""",
    "year_end": r"(?i:year[-\ ]end|end-year)\b",
    "slice": rf"""(?i:(?:the\ )?(?P<s_nth>first|second|third|fourth|last|1st|2nd|3rd|4th)
        (?:\s{{1,2}}(?P<s_count>{_NUMBER}))?\s{{1,2}}(?P<s_piece>half|quarter|months|month)
        (?:\s(?:of\s)?(?:the\s)?(?:(?P<s_year>{_YEAR})|(?P<s_rel>{_REL_YEAR})|(?P<s_own>year)))?)\b""",
    "ago": rf"(?P<a_count>{_NUMBER}|(?i:an?))\s{{1,2}}(?P<a_grain>day|week|month|year)s?\s{{1,2}}ago\b",
    "within": rf"""(?i:(?P<w_opening>within|in|over|during)(?:\s{{1,2}}(?:the|a\ period\ of))?
        (?:\s{{1,2}}(?P<w_next>next|coming|following))?(?:\ (?:about|some|(?P<w_soon>as\ (?:soon|little)\ as)))?
        \s{{1,2}}(?P<w_count>{_NUMBER}|an?))(?:\s{{1,2}}|-)(?P<w_grain>(?i:day|week|month|year))s?\b
        (?P<w_time>['’]?\s{{1,2}}time\b)?(?P<w_of>\s{{1,2}}(?:of|from|after)\s{{1,2}})?""",
    "season": r"(?P<se_which>(?i:last|this|next))\s{1,3}(?:spring|summer|autumn|fall|winter)\b",
    "decade": r"(?:the\ )?(?P<d_first>(?:1[5-9]|20)\d0)['’]?s\b",
    "year": rf"""(?P<y_first>{_YEAR})
        (?:\s?[-–/]\s?(?P<y_short>{_YEAR}|\d\d)(?!\d|,\d|-\d)|\ (?:to|and)\ (?P<y_last>{_YEAR}))?
        (?![\d%$]|,\d|\.\d|-\d)""",
}
FORMS: tuple[str, ...] = tuple(_FORMS)
DATE_WORDS = re.compile(
    _BEFORE + "(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _FORMS.items()) + ")", re.VERBOSE
)
