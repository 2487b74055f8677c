//! What the recogniser makes of plain sentences: the text, the states that it is said to name, and the sums that it must find, as
//! "value currency" with ">" for at least, "<" for at most, "~" for about; a range in brackets.

use model::{Amount, Amounts, Bound};

use crate::pieces::plain::Words;

use super::{AmountMention, merge_list, scan};

fn show(amount: &Amount) -> String {
    let bound = match amount.bound {
        Bound::Exact => "",
        Bound::AtLeast => ">",
        Bound::AtMost => "<",
        Bound::About => "~",
    };
    format!("{bound}{} {}", amount.value, amount.currency)
}

fn found(text: &str, states: &[&str]) -> String {
    let words = Words::new(text);
    let row = words.row();
    let all = scan(&row, states).into_iter().map(|(_, amounts)| match amounts {
        Amounts::One(a) => show(&a),
        Amounts::Many(all) => format!("[{}]", all.iter().map(show).collect::<Vec<_>>().join(" ")),
    });
    all.collect::<Vec<_>>().join(", ")
}

#[track_caller]
fn check(rows: &[(&str, &[&str], &str)]) {
    let mut wrong = Vec::new();
    for (text, states, expected) in rows {
        let got = found(text, states);
        if got != *expected {
            wrong.push(format!("{text}\n   expected {expected}\n   got      {got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn signs_and_scales() {
    check(&[
        ("a substantial $4 billion arms agreement", &[], "4000000000 USD"),
        ("a $4bn deal", &[], "4000000000 USD"),
        ("a $4.5-billion deal", &[], "4500000000 USD"),
        ("a deal worth $11.5 million in aid", &[], "11500000 USD"),
        ("US$250m", &[], "250000000 USD"),
        ("US $250 million", &[], "250000000 USD"),
        ("A$4 million and C$3 million", &[], "4000000 AUD, 3000000 CAD"),
        ("NZ$3bn, HK$20 billion", &[], "3000000000 NZD, 20000000000 HKD"),
        ("€750 million", &["GBR"], "750000000 EUR"),
        ("£3.4bn", &["EGY"], "3400000000 GBP"),
        ("¥300 trillion", &[], "300000000000000 JPY"),
        ("₹500 crore", &[], "5000000000 INR"),
        ("Rs 500 crore", &["PAK"], "5000000000 PKR"),
        ("Rs. 40 billion", &["MDV", "IND"], "40000000000 INR"),
        ("USD 4 billion, EUR 20 million", &[], "4000000000 USD, 20000000 EUR"),
        ("$1,500 and $2,000,000", &[], "1500 USD, 2000000 USD"),
        ("$1", &[], "1 USD"),
        ("$500 million dollars", &[], "500000000 USD"),
        ("$4k", &[], "4000 USD"),
        ("the RMB 3 billion loan", &[], "3000000000 CNY"),
    ]);
}

#[test]
fn names() {
    check(&[
        ("trade exceeded 500 million U.S. dollars last year", &[], ">500000000 USD"),
        ("4 billion dollars", &["AUS"], "4000000000 USD"),
        ("4 billion Australian dollars", &[], "4000000000 AUD"),
        ("a further 30 billion rupees", &["MDV", "IND"], "30000000000 INR"),
        ("30 billion rupees", &["PAK", "IND"], "30000000000 PKR"),
        ("30 billion Sri Lankan rupees", &["IND"], "30000000000 LKR"),
        ("ninety million dollars", &[], "90000000 USD"),
        ("four billion dollars: the figures", &[], "4000000000 USD"),
        ("half a billion dollars", &[], "500000000 USD"),
        ("a billion dollars", &[], "1000000000 USD"),
        ("a half-billion-dollar deal, a 4-billion-dollar loan", &[], "500000000 USD, 4000000000 USD"),
        ("20 billion yuan or 5 billion renminbi", &[], "20000000000 CNY, 5000000000 CNY"),
        ("90 billion roubles and 80 billion rubles", &["BLR"], "90000000000 BYN, 80000000000 BYN"),
        ("90 billion Russian roubles", &["BLR"], "90000000000 RUB"),
        ("3 billion riyals", &[], "3000000000 SAR"),
        ("3 billion Qatari riyals", &["SAU"], "3000000000 QAR"),
        ("700 trillion rials", &[], "700000000000000 IRR"),
        ("5 billion dirhams", &[], "5000000000 AED"),
        ("200 million Libyan dinars", &[], "200000000 LYD"),
        ("200 million dinars", &["LBY"], "200000000 LYD"),
        ("200 million dinars", &[], "200000000 XXX"),
        ("60 billion lira", &[], "60000000000 TRY"),
        ("2 billion shekels", &[], "2000000000 ILS"),
        ("1.3 trillion won", &[], "1300000000000 KRW"),
        ("8 billion yen", &[], "8000000000 JPY"),
        ("20 million euros", &[], "20000000 EUR"),
        ("30 million pounds", &["SDN"], "30000000 SDG"),
        ("30 million pounds sterling", &["SDN"], "30000000 GBP"),
        ("30 million Egyptian pounds", &["GBR"], "30000000 EGP"),
        ("50 billion CFA francs", &["NER"], "50000000000 XOF"),
        ("50 billion francs CFA", &["TCD"], "50000000000 XAF"),
        ("50 million Swiss francs", &["MLI"], "50000000 CHF"),
        ("6 billion South Sudanese pounds", &[], "6000000000 SSP"),
        ("10 million North Korean won", &[], "10000000 KPW"),
        ("two hundred and fifty thousand dollars", &[], "250000 USD"),
    ]);
}

#[test]
fn bounds_and_ranges() {
    check(&[
        ("at between $245 million and $400 million", &[], "[>245000000 USD <400000000 USD]"),
        ("from $3 billion to $4 billion", &[], "[>3000000000 USD <4000000000 USD]"),
        ("$3 billion to $4 billion", &[], "[>3000000000 USD <4000000000 USD]"),
        ("$3-4 billion", &[], "[>3000000000 USD <4000000000 USD]"),
        ("$3bn–$4bn", &[], "[>3000000000 USD <4000000000 USD]"),
        ("3 to 4 billion euros", &[], "[>3000000000 EUR <4000000000 EUR]"),
        ("between 3 and 4 billion dollars", &[], "[>3000000000 USD <4000000000 USD]"),
        ("raised its aid from $2 billion to $3 billion", &[], "2000000000 USD, 3000000000 USD"),
        ("a loan of about $3 billion", &[], "~3000000000 USD"),
        ("values at almost $142 billion", &[], "~142000000000 USD"),
        ("nearly 4 billion dollars", &[], "~4000000000 USD"),
        ("provided more than $3.5 billion in credit", &[], ">3500000000 USD"),
        ("at least $20m", &[], ">20000000 USD"),
        ("over $20m", &[], ">20000000 USD"),
        ("a dispute over $20m", &[], "20000000 USD"),
        ("up to €5 billion", &[], "<5000000000 EUR"),
        ("less than $100 million", &[], "<100000000 USD"),
        ("an estimated $100 million", &[], "~100000000 USD"),
        ("some $100 million", &[], "~100000000 USD"),
        ("around $100 million or more", &[], "~100000000 USD"),
        ("$100 million or more", &[], ">100000000 USD"),
        ("gives access to $400 million and to a further 30 billion rupees", &["IND"], "400000000 USD, 30000000000 INR"),
        ("30 billion rupees ($400 million) in cash", &["IND"], "30000000000 INR"),
        ("is worth $4.6 billion and not four", &[], "4600000000 USD"),
    ]);
}

#[test]
fn near_misses() {
    check(&[
        ("Brent rose to $70 a barrel, gold to $2,000 per ounce", &[], ""),
        ("the party won 54 seats; of the 54 won", &[], ""),
        ("500 pounds of explosives and a 500-pound bomb", &[], ""),
        ("hundreds of millions of dollars", &[], ""),
        ("fifty million more than was first said", &[], ""),
        ("the dollar fell and the euro rose", &[], ""),
        ("5,600 soldiers and 16 JF-17 jets in 2024", &[], ""),
        ("$ million, € and USD", &[], ""),
        ("no dollars for a thousand days", &[], ""),
        ("the sum of 12 parts, 4 rand, a yen for it", &[], ""),
        ("$0", &[], ""),
    ]);
}

#[test]
fn lists_are_merged_without_doubles() {
    let mention = |amounts| AmountMention { tokens: 0..1, head: 0, amounts };
    let sum = |value, bound| Amount { value, currency: "USD".into(), bound };
    let one = mention(Amounts::One(sum(4e9, Bound::Exact)));
    assert_eq!(merge_list(&[one.clone(), one.clone()]), Amounts::One(sum(4e9, Bound::Exact)));
    let about = mention(Amounts::One(sum(4e9, Bound::About)));
    assert_eq!(merge_list(&[one.clone(), about]), Amounts::One(sum(4e9, Bound::About)));
    let other = mention(Amounts::One(sum(5e9, Bound::AtMost)));
    assert_eq!(merge_list(&[one, other]), Amounts::Many(vec![sum(4e9, Bound::Exact), sum(5e9, Bound::AtMost)]));
    assert_eq!(merge_list(&[]), Amounts::Many(Vec::new()));
}
