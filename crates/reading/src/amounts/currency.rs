//! Currencies by sign, code and name, and whose they are where several states call theirs the same.
//!
//! Comes in: a row of pieces and a place in it; the states that the text names. Goes out: a [`Currency`] there, and its ISO 4217 code.
//! Promises: a name shared by several states ("rupees") is settled by a demonym beside it, else by the first of the states that has such a
//! currency, else by the default of its family; where there is none the code is `XXX`, ISO's word for no currency in particular.

use crate::pieces::{Piece, low};

/// A currency as the words name it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Currency {
    /// One and no other.
    Code(&'static str),
    /// One of those that share a name.
    Family(&'static Family),
}

/// Currencies of one name.
#[derive(Debug, PartialEq)]
pub(super) struct Family {
    /// Where neither a demonym nor a state of the text tells.
    default: &'static str,
    /// Whether the states of the text are asked: not for the dollar, which is American unless the text says otherwise.
    hinted: bool,
    /// ISO 3166-1 alpha-3 of the state, ISO 4217 of its currency.
    members: &'static [(&'static str, &'static str)],
}

static DOLLAR: Family = Family {
    default: "USD",
    hinted: false,
    members: &[
        ("USA", "USD"),
        ("AUS", "AUD"),
        ("CAN", "CAD"),
        ("NZL", "NZD"),
        ("SGP", "SGD"),
        ("HKG", "HKD"),
        ("TWN", "TWD"),
        ("NAM", "NAD"),
        ("JAM", "JMD"),
        ("FJI", "FJD"),
        ("GUY", "GYD"),
        ("LBR", "LRD"),
        ("TTO", "TTD"),
        ("ZWE", "ZWL"),
        ("BRN", "BND"),
        ("SLB", "SBD"),
    ],
};
static POUND: Family = Family {
    default: "GBP",
    hinted: true,
    members: &[("GBR", "GBP"), ("EGY", "EGP"), ("SDN", "SDG"), ("SSD", "SSP"), ("SYR", "SYP"), ("LBN", "LBP")],
};
static RUPEE: Family = Family {
    default: "INR",
    hinted: true,
    members: &[("IND", "INR"), ("PAK", "PKR"), ("LKA", "LKR"), ("NPL", "NPR"), ("MUS", "MUR"), ("SYC", "SCR")],
};
static DINAR: Family = Family {
    default: "XXX",
    hinted: true,
    members: &[
        ("IRQ", "IQD"),
        ("LBY", "LYD"),
        ("JOR", "JOD"),
        ("KWT", "KWD"),
        ("BHR", "BHD"),
        ("DZA", "DZD"),
        ("TUN", "TND"),
        ("SRB", "RSD"),
    ],
};
static DIRHAM: Family = Family { default: "AED", hinted: true, members: &[("ARE", "AED"), ("MAR", "MAD")] };
static RIYAL: Family = Family {
    default: "SAR",
    hinted: true,
    members: &[("SAU", "SAR"), ("QAT", "QAR"), ("IRN", "IRR"), ("OMN", "OMR"), ("YEM", "YER")],
};
static RIAL: Family = Family {
    default: "IRR",
    hinted: true,
    members: &[("IRN", "IRR"), ("OMN", "OMR"), ("YEM", "YER"), ("SAU", "SAR"), ("QAT", "QAR")],
};
static LIRA: Family =
    Family { default: "TRY", hinted: true, members: &[("TUR", "TRY"), ("SYR", "SYP"), ("LBN", "LBP"), ("ITA", "ITL")] };
static WON: Family = Family { default: "KRW", hinted: false, members: &[("KOR", "KRW"), ("PRK", "KPW")] };
static RUBLE: Family = Family { default: "RUB", hinted: true, members: &[("RUS", "RUB"), ("BLR", "BYN")] };
static PESO: Family = Family {
    default: "XXX",
    hinted: true,
    members: &[
        ("MEX", "MXN"),
        ("ARG", "ARS"),
        ("CHL", "CLP"),
        ("COL", "COP"),
        ("PHL", "PHP"),
        ("CUB", "CUP"),
        ("URY", "UYU"),
        ("DOM", "DOP"),
    ],
};
static SHILLING: Family =
    Family { default: "KES", hinted: true, members: &[("KEN", "KES"), ("UGA", "UGX"), ("TZA", "TZS"), ("SOM", "SOS")] };
/// Who pays in CFA francs: the West, and the middle of Africa.
#[rustfmt::skip]
const CFA_STATES: [(&str, &str); 14] = [
    ("BEN", "XOF"), ("BFA", "XOF"), ("CIV", "XOF"), ("GNB", "XOF"), ("MLI", "XOF"), ("NER", "XOF"), ("SEN", "XOF"), ("TGO", "XOF"),
    ("CMR", "XAF"), ("CAF", "XAF"), ("TCD", "XAF"), ("COG", "XAF"), ("GNQ", "XAF"), ("GAB", "XAF"),
];
/// Who pays, or paid, in a franc of its own.
#[rustfmt::skip]
const FRANC_STATES: [(&str, &str); 9] = [
    ("CHE", "CHF"), ("COD", "CDF"), ("RWA", "RWF"), ("BDI", "BIF"), ("GIN", "GNF"), ("DJI", "DJF"), ("COM", "KMF"), ("FRA", "FRF"),
    ("BEL", "BEF"),
];
static CFA: Family = Family { default: "XOF", hinted: true, members: &CFA_STATES };
static FRANC: Family = Family { default: "XXX", hinted: true, members: &joined::<9, 14, 23>(FRANC_STATES, CFA_STATES) };

/// Two lists as one.
const fn joined<const A: usize, const B: usize, const N: usize>(
    a: [(&'static str, &'static str); A],
    b: [(&'static str, &'static str); B],
) -> [(&'static str, &'static str); N] {
    let mut all = [("", ""); N];
    let mut at = 0;
    while at < N {
        all[at] = if at < A { a[at] } else { b[at - A] };
        at += 1;
    }
    all
}

static CROWN: Family = Family {
    default: "XXX",
    hinted: true,
    members: &[("NOR", "NOK"), ("DNK", "DKK"), ("SWE", "SEK"), ("ISL", "ISK"), ("CZE", "CZK")],
};
static MANAT: Family = Family { default: "AZN", hinted: true, members: &[("AZE", "AZN"), ("TKM", "TMT")] };
static SOM: Family = Family { default: "UZS", hinted: true, members: &[("UZB", "UZS"), ("KGZ", "KGS")] };
static LEU: Family = Family { default: "RON", hinted: true, members: &[("ROU", "RON"), ("MDA", "MDL")] };
static KWACHA: Family = Family { default: "ZMW", hinted: true, members: &[("ZMB", "ZMW"), ("MWI", "MWK")] };

/// Signs that stand before the number.
const SIGNS: [(&str, Currency); 44] = {
    use Currency::{Code, Family as Of};
    [
        ("$", Of(&DOLLAR)),
        ("us$", Code("USD")),
        ("a$", Code("AUD")),
        ("au$", Code("AUD")),
        ("c$", Code("CAD")),
        ("ca$", Code("CAD")),
        ("can$", Code("CAD")),
        ("nz$", Code("NZD")),
        ("hk$", Code("HKD")),
        ("s$", Code("SGD")),
        ("nt$", Code("TWD")),
        ("r$", Code("BRL")),
        ("mx$", Code("MXN")),
        ("n$", Code("NAD")),
        ("€", Code("EUR")),
        ("£", Code("GBP")),
        ("¥", Code("JPY")),
        ("₹", Code("INR")),
        ("₽", Code("RUB")),
        ("₺", Code("TRY")),
        ("₪", Code("ILS")),
        ("₩", Code("KRW")),
        ("₦", Code("NGN")),
        ("₴", Code("UAH")),
        ("₸", Code("KZT")),
        ("₱", Code("PHP")),
        ("₫", Code("VND")),
        ("฿", Code("THB")),
        ("₨", Of(&RUPEE)),
        ("rs", Of(&RUPEE)),
        ("usd", Code("USD")),
        ("eur", Code("EUR")),
        ("gbp", Code("GBP")),
        ("rmb", Code("CNY")),
        ("cny", Code("CNY")),
        ("inr", Code("INR")),
        ("pkr", Code("PKR")),
        ("aed", Code("AED")),
        ("sar", Code("SAR")),
        ("qar", Code("QAR")),
        ("chf", Code("CHF")),
        ("jpy", Code("JPY")),
        ("dh", Of(&DIRHAM)),
        ("dhs", Of(&DIRHAM)),
    ]
};

/// Names that stand behind it.
fn named(word: &str) -> Option<Currency> {
    use Currency::{Code, Family as Of};
    Some(match word {
        "dollar" | "dollars" => Of(&DOLLAR),
        "euro" | "euros" | "eur" => Code("EUR"),
        "pound" | "pounds" => Of(&POUND),
        "sterling" | "gbp" => Code("GBP"),
        "rupee" | "rupees" => Of(&RUPEE),
        "yuan" | "renminbi" | "rmb" | "cny" => Code("CNY"),
        "yen" => Code("JPY"),
        "won" => Of(&WON),
        "ruble" | "rubles" | "rouble" | "roubles" => Of(&RUBLE),
        "riyal" | "riyals" => Of(&RIYAL),
        "rial" | "rials" => Of(&RIAL),
        "dirham" | "dirhams" => Of(&DIRHAM),
        "dinar" | "dinars" => Of(&DINAR),
        "lira" | "liras" | "lire" => Of(&LIRA),
        "shekel" | "shekels" => Code("ILS"),
        "franc" | "francs" => Of(&FRANC),
        "peso" | "pesos" => Of(&PESO),
        "shilling" | "shillings" => Of(&SHILLING),
        "krone" | "kroner" | "krona" | "kronor" | "koruna" | "korunas" | "crowns" => Of(&CROWN),
        "manat" | "manats" => Of(&MANAT),
        "som" | "soms" | "sum" | "sums" => Of(&SOM),
        "somoni" | "somonis" => Code("TJS"),
        "tenge" => Code("KZT"),
        "hryvnia" | "hryvnias" => Code("UAH"),
        "zloty" | "zlotys" => Code("PLN"),
        "forint" | "forints" => Code("HUF"),
        "leu" | "lei" => Of(&LEU),
        "lev" | "leva" => Code("BGN"),
        "lari" | "laris" => Code("GEL"),
        "dram" | "drams" => Code("AMD"),
        "afghani" | "afghanis" => Code("AFN"),
        "taka" => Code("BDT"),
        "kyat" | "kyats" => Code("MMK"),
        "ringgit" => Code("MYR"),
        "rupiah" => Code("IDR"),
        "baht" => Code("THB"),
        "dong" => Code("VND"),
        "riel" | "riels" => Code("KHR"),
        "rufiyaa" => Code("MVR"),
        "naira" => Code("NGN"),
        "cedi" | "cedis" => Code("GHS"),
        "birr" => Code("ETB"),
        "nakfa" => Code("ERN"),
        "kwacha" => Of(&KWACHA),
        "kwanza" | "kwanzas" => Code("AOA"),
        "rand" => Code("ZAR"),
        "pula" => Code("BWP"),
        "reais" => Code("BRL"),
        "bolivars" | "bolivares" => Code("VES"),
        "bolivianos" => Code("BOB"),
        "soles" => Code("PEN"),
        "tugrik" | "tugriks" => Code("MNT"),
        "usd" => Code("USD"),
        "pkr" => Code("PKR"),
        "inr" => Code("INR"),
        "aed" => Code("AED"),
        "sar" => Code("SAR"),
        "chf" => Code("CHF"),
        _ => return None,
    })
}

/// The state of a demonym or a name used as one; the last word of those in two.
fn state(word: &str) -> Option<&'static str> {
    Some(match word {
        "u.s" | "us" | "american" => "USA",
        "australian" => "AUS",
        "canadian" => "CAN",
        "zealand" => "NZL",
        "kong" => "HKG",
        "singapore" | "singaporean" => "SGP",
        "taiwan" | "taiwanese" => "TWN",
        "namibian" => "NAM",
        "jamaican" => "JAM",
        "guyanese" => "GUY",
        "zimbabwean" | "zimbabwe" => "ZWE",
        "british" => "GBR",
        "egyptian" => "EGY",
        "sudanese" => "SDN",
        "syrian" => "SYR",
        "lebanese" => "LBN",
        "indian" => "IND",
        "pakistani" | "pakistan" => "PAK",
        "lankan" | "lanka" => "LKA",
        "nepali" | "nepalese" => "NPL",
        "mauritian" => "MUS",
        "iraqi" => "IRQ",
        "libyan" => "LBY",
        "jordanian" => "JOR",
        "kuwaiti" => "KWT",
        "bahraini" => "BHR",
        "algerian" => "DZA",
        "tunisian" => "TUN",
        "serbian" => "SRB",
        "emirati" | "uae" => "ARE",
        "moroccan" => "MAR",
        "saudi" => "SAU",
        "qatari" => "QAT",
        "iranian" => "IRN",
        "omani" => "OMN",
        "yemeni" => "YEM",
        "turkish" => "TUR",
        "italian" => "ITA",
        "russian" => "RUS",
        "belarusian" | "belarussian" => "BLR",
        "mexican" => "MEX",
        "argentine" | "argentinian" => "ARG",
        "chilean" => "CHL",
        "colombian" => "COL",
        "philippine" | "filipino" => "PHL",
        "cuban" => "CUB",
        "uruguayan" => "URY",
        "dominican" => "DOM",
        "kenyan" => "KEN",
        "ugandan" => "UGA",
        "tanzanian" => "TZA",
        "somali" => "SOM",
        "swiss" => "CHE",
        "congolese" => "COD",
        "rwandan" => "RWA",
        "burundian" => "BDI",
        "guinean" => "GIN",
        "djiboutian" => "DJI",
        "french" => "FRA",
        "norwegian" => "NOR",
        "danish" => "DNK",
        "swedish" => "SWE",
        "icelandic" => "ISL",
        "czech" => "CZE",
        "azerbaijani" | "azeri" => "AZE",
        "turkmen" => "TKM",
        "uzbek" => "UZB",
        "kyrgyz" => "KGZ",
        "romanian" => "ROU",
        "moldovan" => "MDA",
        "zambian" => "ZMB",
        "malawian" => "MWI",
        "korean" => "KOR",
        _ => return None,
    })
}

/// The sign or code at `at` that leads a number, and where the number begins.
pub(super) fn before(row: &[Piece<'_>], at: usize) -> Option<(usize, Currency)> {
    let piece = row.get(at)?;
    let (_, currency) = SIGNS.iter().find(|(sign, _)| *sign == piece.low)?;
    // "US $4 billion", "U.S. $4 billion" begin at the letters, which the scanner has passed; "rs" and codes are words and want a number.
    Some((at + 1, *currency))
}

/// The currency named from `at` on, maybe behind a demonym: where it ends, its kind, and the state of the demonym.
pub(super) fn behind(row: &[Piece<'_>], at: usize) -> Option<(usize, Currency, Option<&'static str>)> {
    let mut owner = None;
    for i in at..at + 4 {
        let word = low(row, i);
        if matches!((word, low(row, i + 1)), ("cfa", "franc" | "francs")) {
            return Some((i + 2, Currency::Family(&CFA), owner));
        }
        if let Some(currency) = named(word).filter(|_| i < at + 3) {
            let cfa = matches!(word, "franc" | "francs") && low(row, i + 1) == "cfa";
            let sterling = word == "pounds" && low(row, i + 1) == "sterling";
            let currency = match currency {
                _ if cfa => Currency::Family(&CFA),
                _ if sterling => Currency::Code("GBP"),
                currency => currency,
            };
            return Some((i + 1 + usize::from(cfa || sterling), currency, owner));
        }
        let north = word == "korean" && i > at && low(row, i - 1) == "north";
        let south = word == "sudanese" && i > at && low(row, i - 1) == "south";
        match state(word) {
            Some(_) if north => owner = Some("PRK"),
            Some(_) if south => owner = Some("SSD"),
            Some(s) => owner = Some(s),
            None if matches!(word, "new" | "hong" | "sri" | "north" | "south" | "west" | "african" | "central") => {}
            None => return None,
        }
    }
    None
}

impl Currency {
    /// The ISO 4217 code, given the demonym beside it and the states of the text, nearest first.
    pub fn code(self, owner: Option<&str>, states: &[&str]) -> &'static str {
        let family = match self {
            Currency::Code(code) => return code,
            Currency::Family(family) => family,
        };
        let of = |state: &str| family.members.iter().find(|(s, _)| *s == state).map(|(_, code)| *code);
        if let Some(code) = owner.and_then(of) {
            return code;
        }
        let hinted = if family.hinted { states.iter().find_map(|s| of(s)) } else { None };
        hinted.unwrap_or(family.default)
    }
}
