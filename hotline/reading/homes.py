"""Where a language is at home: the countries from which people write in it, the likeliest first."""

HOME: dict[str, tuple[str, ...]] = {
    lang: tuple(countries.split())
    for lang, countries in {
        "vi": "VN",
        "th": "TH",
        "lo": "LA",
        "km": "KH",
        "my": "MM",
        "ne": "NP",
        "hi": "IN",
        "id": "ID MY",
        "sw": "TZ KE UG CD",
        "ru": "RU KZ KG UZ",
        "pt": "BR MZ AO PT",
        "zh": "CN TW HK MY",
        "es": "MX CO PE EC BO VE AR GT HN NI CR PA PY CL ES",
        "fr": "CM CD GA CG CF CI SN TD MG FR BE TG BJ BF ML GN MA",
        "ar": "SA AE EG KW QA IQ YE SD MA DZ LY SY JO OM BH TN MR SO",
        "en": "KE TZ ZA IN MY NG UG ZM ZW NA BW MW GH PH TH VN KH SG US GB",
    }.items()
}
