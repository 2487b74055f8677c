//! What the recogniser makes of plain sentences. A row: tense of the governing verb (`p`ast, per`f`ect, `n`ext, that is future, `?` open),
//! sentence, and the mentions that it must find, as "relation first..last" ("-" for no bound), "~" where the mention dates what stands behind.
//!
//! Published on Wednesday, 14 May 2025 unless the row begins with a day of its own.

use model::Date;

use crate::pieces::plain::Words;

use super::TimeRelation;
use super::resolve::{Memory, Tense};
use super::scan::{Setting, scan};

/// The mentions of the sentences of a row (parted by "|"), one memory for all.
fn mentions(published: Option<Date>, tense: Tense, text: &str) -> String {
    let (mut memory, mut found, mut out) = (Memory::default(), Vec::new(), Vec::new());
    for sentence in text.split('|') {
        let words = Words::new(sentence);
        let row = words.row();
        scan(&row, &Setting { published, tense: &|_, _| tense }, &mut memory, &mut found);
        for f in &found {
            let relation = match f.relation {
                TimeRelation::On => "on",
                TimeRelation::Since => "since",
                TimeRelation::Until => "until",
                TimeRelation::Before => "before",
                TimeRelation::After => "after",
                TimeRelation::By => "by",
                TimeRelation::For => "for",
            };
            let days = f.days.map_or("-".to_string(), |d| match d.first == d.last {
                true => d.first.to_string(),
                false => format!("{}..{}", d.first, d.last),
            });
            out.push(format!("{relation} {days}{}", if f.behind { "~" } else { "" }));
        }
    }
    out.join(", ")
}

#[track_caller]
fn check(rows: &[(&str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (setting, text, expected) in rows {
        let (tense, day) = setting.split_at(1);
        let published = if day.is_empty() { "2025-05-14".parse().ok() } else { day.parse().ok() };
        let tense = match tense {
            "p" => Tense::Past,
            "f" => Tense::Perfect,
            "n" => Tense::Future,
            _ => Tense::Open,
        };
        let got = mentions(published, tense, text);
        if got != *expected {
            wrong.push(format!("{setting} {text}\n   expected {expected}\n   got      {got}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} rows\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn weekdays() {
    check(&[
        ("p", "They met on Monday.", "on 2025-05-12"),
        ("p", "They met on Wednesday.", "on 2025-05-14"),
        ("p", "They met on Thursday.", "on 2025-05-08"),
        ("p", "They met Tuesday.", "on 2025-05-13"),
        ("n", "They will meet on Friday.", "on 2025-05-16"),
        ("n", "They will meet on Wednesday.", "on 2025-05-14"),
        ("n", "They will meet Monday.", "on 2025-05-19"),
        ("p", "They met this Monday.", "on 2025-05-12"),
        ("p", "They met this Friday.", "on 2025-05-09"),
        ("n", "They are to meet this Friday.", "on 2025-05-16"),
        ("?", "The meeting of this Friday.", "on 2025-05-16"),
        ("p2025-10-20", "It was declared last Wednesday.", "on 2025-10-15"),
        ("p2024-12-03", "It took effect last Wednesday.", "on 2024-11-27"),
        ("p2026-03-17", "They met last Monday in Georgia.", "on 2026-03-09"),
        ("p2025-05-17", "They met last Monday.", "on 2025-05-12"),
        ("p", "Last Wednesday they met.", "on 2025-05-07"),
        ("p", "They met this past Monday.", "on 2025-05-12"),
        ("p", "They met this past Wednesday.", "on 2025-05-07"),
        ("n", "They meet next Tuesday.", "on 2025-05-20"),
        ("n", "They meet next Friday.", "on 2025-05-23"),
        ("n", "They meet this coming Friday.", "on 2025-05-16"),
        ("p", "It was signed on Tuesday evening.", "on 2025-05-13"),
        ("p", "He called late on Tuesday.", "on 2025-05-13"),
        ("p", "He called early Sunday.", "on 2025-05-11"),
        ("p", "Earlier on Monday he called.", "on 2025-05-12"),
        ("p", "Friday’s meeting failed.", "on 2025-05-09"),
        ("p", "the dead of Saturday", "on 2025-05-10"),
        ("p", "They met on Friday. | On the same Friday he left.", "on 2025-05-09, on 2025-05-09"),
        ("p", "They met on Monday. | The same Monday, Rwanda left.", "on 2025-05-12, on 2025-05-12"),
        ("p", "It fell on 2 May. | The following Monday he left.", "on 2025-05-02, on 2025-05-05"),
        ("p", "It fell on 2 May. | The previous Monday he left.", "on 2025-05-02, on 2025-04-28"),
        ("p", "They met on Friday last week.", "on 2025-05-09"),
        ("p", "They met on Tuesday of last week.", "on 2025-05-06"),
        ("p", "Last week, on Tuesday, they met.", "on 2025-05-06"),
        ("n", "They meet on Tuesday of next week.", "on 2025-05-20"),
        ("p", "They met on Monday and Tuesday.", "on 2025-05-12..2025-05-13"),
        ("p", "They met from Friday to Sunday.", "on 2025-05-09..2025-05-11"),
        ("p", "It rained between Sunday and Tuesday.", "on 2025-05-11..2025-05-13"),
        ("p", "It rained Sunday through Tuesday.", "on 2025-05-11..2025-05-13"),
        ("p", "overnight on Saturday", "on 2025-05-10"),
        ("p", "the Sunday Times said", ""),
        ("p", "on Good Friday", ""),
        ("p", "a sun over Monrovia, he sat and wed", ""),
        ("p", "every Friday they pray", ""),
        ("p", "the Mon state and the Sat dish", ""),
        ("n", "The match is moved to Saturday.", "on 2025-05-17"),
    ]);
}

#[test]
fn calendar_dates() {
    check(&[
        ("p2023-10-04", "on Sunday, 24 September, a group attacked", "on 2023-09-24"),
        ("p", "on 24 September 2023", "on 2023-09-24"),
        ("p", "on Sept. 24, 2023, they met", "on 2023-09-24"),
        ("p", "Sunday, Sept. 24, 2023", "on 2023-09-24"),
        ("p", "on the 3rd of March", "on 2025-03-03"),
        ("p", "on the third of March", "on 2025-03-03"),
        ("p", "on March 3rd", "on 2025-03-03"),
        ("p", "on 5 March last year", "on 2024-03-05"),
        ("p", "on March 5 of this year", "on 2025-03-05"),
        ("p2024-01-03", "at a meeting on Dec. 28-29, they agreed", "on 2023-12-28..2023-12-29"),
        ("p2024-01-03", "on 28–29 December", "on 2023-12-28..2023-12-29"),
        ("p2024-01-03", "on 28 and 29 December 2023", "on 2023-12-28..2023-12-29"),
        ("p2024-01-03", "Dec. 28 and 29", "on 2023-12-28..2023-12-29"),
        ("p2024-01-03", "from 28 December to 2 January", "on 2023-12-28..2024-01-02"),
        ("p", "between 3 and 5 March", "on 2025-03-03..2025-03-05"),
        ("p", "from March 3 to March 5", "on 2025-03-03..2025-03-05"),
        ("p", "from 3 to 5 March 2024", "on 2024-03-03..2024-03-05"),
        ("n2023-09-29", "They are due to meet in Granada on Oct. 5.", "on 2023-10-05"),
        ("p2023-09-29", "They agreed to meet on Oct. 5.", "on 2023-10-05"),
        ("p2024-01-03", "He was arrested on Nov. 20.", "on 2023-11-20"),
        ("?2025-02-20", "the vote of 15 March", "on 2025-03-15"),
        ("?2025-02-20", "the vote of 15 January", "on 2025-01-15"),
        ("n2025-03-31", "would honour the pact of March 13", "on 2025-03-13"),
        ("p", "signed on 2024-10-15 in Rome", "on 2024-10-15"),
        ("p", "signed on 15/10/2024", "on 2024-10-15"),
        ("p", "signed on 10/15/2024", "on 2024-10-15"),
        ("p", "signed on 5/4/2025", "on 2025-05-04"),
        ("p", "signed on 15.10.2024 in Rome", "on 2024-10-15"),
        ("p", "on the 12th, he said", "on 2025-05-12"),
        ("p", "on the 20th of this month", "on 2025-04-20, on 2025-05-01..2025-05-14"),
        ("p", "the 24th meeting of the 11 states", ""),
        ("p", "May 5, 2025", "on 2025-05-05"),
        ("p", "on 5 May", "on 2025-05-05"),
        ("p", "He may 5 times call", ""),
        ("p", "On Feb. 30, on 31 April, on 99 June", "on -, on -"),
        ("p", "on March 3, 99999", "on 2025-03-03"),
        ("p", "on New Year’s Day", "on 2025-01-01"),
        ("p2025-12-29", "two days before Christmas", "on 2025-12-23"),
        ("p", "a Christmas market on Christmas Island", ""),
        ("p", "since the Oct. 7 attack", "since 2023-10-07..2025-05-14"),
        ("p", "after the September 11 attacks", "after 2001-09-12..2025-05-14"),
        ("p", "on Sunday 11 May", "on 2025-05-11"),
        ("p", "on Monday, the 12th of May", "on 2025-05-12"),
        ("p", "Mon., May 12", "on 2025-05-12"),
        ("p", "March 5 percent", ""),
    ]);
}

#[test]
fn months() {
    check(&[
        ("p", "Russia did so in July.", "on 2024-07-01..2024-07-31"),
        ("p", "in March his government fell", "on 2025-03-01..2025-03-31"),
        ("p", "In May it fell", "on 2025-05-01..2025-05-14"),
        ("n", "He is to visit Tripoli in May.", "on 2025-05-14..2025-05-31"),
        ("n", "elections are due in June", "on 2025-06-01..2025-06-30"),
        ("?", "elections in June", "on 2025-06-01..2025-06-30"),
        ("?", "elections in March", "on 2025-03-01..2025-03-31"),
        ("p", "Last July it fell.", "on 2024-07-01..2024-07-31"),
        ("p", "last March", "on 2025-03-01..2025-03-31"),
        ("p", "after taking office last November", "on 2024-11-01..2024-11-30"),
        ("n", "next March", "on 2026-03-01..2026-03-31"),
        ("p", "this March", "on 2025-03-01..2025-03-31"),
        ("p2025-03-19", "in late January", "on 2025-01-20..2025-01-31"),
        ("p", "in early March", "on 2025-03-01..2025-03-10"),
        ("p", "in mid-March", "on 2025-03-10..2025-03-20"),
        ("p", "in the middle of March", "on 2025-03-10..2025-03-20"),
        ("p", "at the end of March", "on 2025-03-20..2025-03-31"),
        ("p", "at the beginning of April 2024", "on 2024-04-01..2024-04-10"),
        ("p2026-02-04", "initiated during Munir’s December visit", "on 2025-12-01..2025-12-31"),
        ("p", "in April 2021 and again in September 2022", "on 2021-04-01..2021-04-30, on 2022-09-01..2022-09-30"),
        ("p", "in September last year", "on 2024-09-01..2024-09-30"),
        ("p", "in March of this year", "on 2025-03-01..2025-03-31"),
        ("p", "from January to March", "on 2025-01-01..2025-03-31"),
        ("p", "between November and February", "on 2024-11-01..2025-02-28"),
        ("p", "in March and April", "on 2025-03-01..2025-04-30"),
        ("p", "from November to February 2024", "on 2023-11-01..2024-02-29"),
        ("p", "the May summit and his June visit", "on 2025-05-01..2025-05-14, on 2024-06-01..2024-06-30"),
        ("p", "they may march in august company", ""),
        ("p", "May he rest; March on, April said to June Smith", ""),
        ("p", "Theresa May and the March on Washington", ""),
        ("p", "the Long March of Jan Egeland", ""),
        ("n", "will let trains cross from September", "on 2025-09-01..2025-09-30"),
        (
            "p",
            "In January fourteen soldiers were killed. | The same month he left.",
            "on 2025-01-01..2025-01-31, on 2025-01-01..2025-01-31",
        ),
        ("p", "September 2025", "on 2025-09-01..2025-09-30"),
    ]);
}

#[test]
fn years_decades_quarters_seasons() {
    check(&[
        ("p", "earlier rounds in 2021 and 2022", "on 2021-01-01..2022-12-31"),
        ("p", "In 2024 Pakistan delivered", "on 2024-01-01..2024-12-31"),
        ("p", "from 2019 to 2021", "on 2019-01-01..2021-12-31"),
        ("p", "between 2019 and 2021", "on 2019-01-01..2021-12-31"),
        ("p", "the war of 2019-2021", "on 2019-01-01..2021-12-31"),
        ("p", "during the 1991-1995 conflict", "on 1991-01-01..1995-12-31"),
        ("p", "in 2019–21", "on 2019-01-01..2021-12-31"),
        ("f", "has run its own affairs since 1991", "since 1991-01-01..2025-05-14"),
        ("p", "the 2015 deal", "on 2015-01-01..2015-12-31"),
        ("p", "in early 2019", "on 2019-01-01..2019-04-30"),
        ("p", "in mid-2022", "on 2022-05-01..2022-08-31"),
        ("p", "late 2021", "on 2021-09-01..2021-12-31"),
        ("p", "in the 1990s", "on 1990-01-01..1999-12-31"),
        ("p", "in the late 1980s", "on 1987-01-01..1989-12-31"),
        ("f", "Since the nineties each has kept", "since 1990-01-01..2025-05-14"),
        ("p", "in the '90s", "on 1990-01-01..1999-12-31"),
        ("p", "in the first quarter of 2024", "on 2024-01-01..2024-03-31"),
        ("p", "in Q3 2024", "on 2024-07-01..2024-09-30"),
        ("n", "in the second half of 2026", "on 2026-07-01..2026-12-31"),
        ("n", "in the second half of the year", "on 2025-07-01..2025-12-31"),
        ("p", "in the third quarter", "on 2024-07-01..2024-09-30"),
        ("n", "by the end of 2028", "by 2025-05-14..2028-12-31"),
        ("p2024-06-21", "since last summer", "since 2023-06-01..2024-06-21"),
        ("p", "in the spring of 2022", "on 2022-03-01..2022-05-31"),
        ("p", "in the winter of 2023", "on 2023-12-01..2024-02-29"),
        ("p2026-03-11", "since the autumn", "since 2025-09-01..2026-03-11"),
        ("p2024-10-08", "relations, frosty last winter,", "on 2023-12-01..2024-02-29"),
        ("n", "this summer", "on 2025-06-01..2025-08-31"),
        ("p", "last fall", "on 2024-09-01..2024-11-30"),
        ("p", "the fall of El Fasher, the spring sowing, the Arab Spring", ""),
        ("p", "in the spring of its revolution", ""),
        ("p", "in 1,500 villages and 2000 soldiers", ""),
        ("p", "some 2010 people in 2020 houses", ""),
        ("p", "the 21st century and the 1990 metres", ""),
        ("p", "a second round, the first half, a quarter of them", ""),
    ]);
}

#[test]
fn periods_around_publication() {
    check(&[
        ("p", "last year trade rose", "on 2024-01-01..2024-12-31"),
        ("p", "this year trade rose", "on 2025-01-01..2025-05-14"),
        ("n", "this year trade will rise", "on 2025-05-14..2025-12-31"),
        ("n", "next year", "on 2026-01-01..2026-12-31"),
        ("p", "last week", "on 2025-05-05..2025-05-11"),
        ("n", "He would travel this week.", "on 2025-05-14..2025-05-18"),
        ("p", "What happened this week?", "on 2025-05-12..2025-05-14"),
        ("p", "last month", "on 2025-04-01..2025-04-30"),
        ("p2023-09-29", "Armenia, earlier this month, held", "on 2023-09-01..2023-09-29"),
        ("n2024-06-21", "Later this month they are to hold", "on 2024-06-21..2024-06-30"),
        ("p", "earlier this week", "on 2025-05-12..2025-05-14"),
        ("n", "later this week", "on 2025-05-14..2025-05-18"),
        ("p", "late last week", "on 2025-05-08..2025-05-11"),
        ("p", "late last month", "on 2025-04-20..2025-04-30"),
        ("n", "early next year", "on 2026-01-01..2026-04-30"),
        ("p", "late last year", "on 2024-09-01..2024-12-31"),
        ("p2026-03-17", "at the end of the week", "on 2026-03-12..2026-03-15"),
        ("n", "by the end of the week", "by 2025-05-14..2025-05-18"),
        ("n2023-09-29", "by the end of the year", "by 2023-09-29..2023-12-31"),
        ("n", "by year's end", "by 2025-05-14..2025-12-31"),
        ("p", "yesterday he won", "on 2025-05-13"),
        ("p", "today he left", "on 2025-05-14"),
        ("n", "tomorrow he leaves", "on 2025-05-15"),
        ("n", "tonight", "on 2025-05-14"),
        ("p", "last night", "on 2025-05-13"),
        ("p", "this morning", "on 2025-05-14"),
        ("p", "yesterday evening", "on 2025-05-13"),
        ("p", "the day before yesterday", "on 2025-05-12"),
        ("p", "shelled overnight", "on 2025-05-13..2025-05-14"),
        ("p", "Russia Today said", ""),
        ("p", "at the weekend", "on 2025-05-10..2025-05-11"),
        ("p2025-05-11", "over the weekend", "on 2025-05-10..2025-05-11"),
        ("n", "this weekend", "on 2025-05-17..2025-05-18"),
        ("p", "last weekend", "on 2025-05-10..2025-05-11"),
        ("p", "in the last hour, on the last day, the last time", ""),
        ("p", "a week, the year, a month, three times a day", ""),
        ("p", "at the end of the day", ""),
    ]);
}

#[test]
fn steps_from_what_was_said_before() {
    check(&[
        ("p", "They met on Monday. | A day earlier he fled.", "on 2025-05-12, on 2025-05-11"),
        ("p", "It began on May 2 and ended a day later.", "on 2025-05-02, on 2025-05-03"),
        ("p", "It began on May 2, a reply to strikes two days before.", "on 2025-05-02, on 2025-04-30"),
        ("p", "They met on Monday. | The day before he had left.", "on 2025-05-12, on -~"),
        ("p", "They met on Monday. | The day before, he had left.", "on 2025-05-12, on 2025-05-11"),
        ("p", "They met on Monday. | The next day he left.", "on 2025-05-12, on 2025-05-13"),
        ("p", "They met on Monday. | The following morning he left.", "on 2025-05-12, on 2025-05-13"),
        ("p", "He said on Sunday that one was announced the night before.", "on 2025-05-11, on 2025-05-10"),
        (
            "p2023-09-29",
            "on Thursday what was settled in a fight the week before.",
            "on 2023-09-28, on 2023-09-18..2023-09-24",
        ),
        ("p", "They met on 7 May. | A week earlier he was there.", "on 2025-05-07, on 2025-04-30"),
        ("p", "They met on 7 May. | Two weeks later he was not.", "on 2025-05-07, on 2025-05-21"),
        ("p", "He spoke on Saturday and, an hour later, left.", "on 2025-05-10, on 2025-05-10"),
        ("p", "On the same day he flew.", "on -"),
        ("p", "on 3 March. | That day he flew.", "on 2025-03-03, on 2025-03-03"),
        ("p", "on Monday. | Within hours M23 pulled out.", "on 2025-05-12, on 2025-05-12"),
        ("p", "on Monday. | The answer came within a day.", "on 2025-05-12, on 2025-05-12..2025-05-13"),
        ("p", "on 3 May. | Since then they have left.", "on 2025-05-03, since 2025-05-03..2025-05-14"),
        ("p", "in October 2023. | A month later it fell.", "on 2023-10-01..2023-10-31, on 2023-10-29..2023-12-03"),
        ("p", "in 2019. | The following year it fell.", "on 2019-01-01..2019-12-31, on 2020-01-01..2020-12-31"),
        ("p", "in 2019. | Two years later it fell.", "on 2019-01-01..2019-12-31, on 2021-01-01..2021-12-31"),
        (
            "p",
            "ordered on Friday him to leave, a month after they overthrew Bazoum.",
            "on 2025-05-09, on 2025-04-06..2025-04-12~",
        ),
        ("p", "fled on Wednesday, four days after thousands broke in.", "on 2025-05-14, on 2025-05-10~"),
        ("p", "A day after the talks on Monday failed, he left.", "on 2025-05-13, on 2025-05-12"),
        ("p", "A month after the coup, the junta on Friday ordered", "on 2025-04-06..2025-04-12~, on 2025-05-09"),
        ("p", "a day after Monday's talks", "on 2025-05-13"),
        ("p", "the day after the 3 May raid", "on 2025-05-04"),
        ("p", "sworn in on Friday, hours after the speaker confirmed", "on 2025-05-09, on 2025-05-09~"),
        ("p", "erupted days after Somalia agreed", "on -~"),
        ("p", "shortly after the vote on Monday", "on 2025-05-12, on 2025-05-12"),
        ("p", "He left two days later.", "on -"),
        ("p", "He came later, and left before and after.", ""),
    ]);
}

#[test]
fn lengths_and_windows() {
    check(&[
        ("f", "has mediated for three years", "for 2022-05-14..2025-05-14"),
        ("f", "has not met for more than two years", "for 2023-05-14..2025-05-14"),
        ("p", "talked for two hours", "for -"),
        ("n", "would lease it for 50 years", "for -"),
        ("f", "has kept it for decades", "for -"),
        ("p", "cadets over four years", "for -"),
        ("p", "over the past month", "on 2025-04-14..2025-05-14"),
        ("p", "in the past year", "on 2024-05-14..2025-05-14"),
        ("f", "within the past year", "on 2024-05-14..2025-05-14"),
        ("p", "in the last two weeks", "on 2025-04-30..2025-05-14"),
        ("p", "in the past 24 hours", "on 2025-05-13..2025-05-14"),
        ("f", "for the past two years", "for 2023-05-14..2025-05-14"),
        ("p", "over the last decade", "on 2015-05-14..2025-05-14"),
        ("p", "in recent days and recent weeks", "on -"),
        ("p", "in the past few days", "on -"),
        ("n", "in the coming days", "on 2025-05-14..2025-05-21"),
        ("n", "In the next days the Trent will", "on 2025-05-14..2025-05-21"),
        ("n", "in the coming weeks", "on 2025-05-14..2025-06-13"),
        ("n", "in the next three months", "on 2025-05-14..2025-08-14"),
        ("n", "to reopen within two months", "on 2025-05-14..2025-07-14"),
        ("n", "within 60 days", "on 2025-05-14..2025-07-13"),
        ("n", "to leave within 48 hours", "on 2025-05-14..2025-05-16"),
        ("n", "will meet in two weeks", "on 2025-05-25..2025-05-31"),
        ("n", "will meet in three days", "on 2025-05-17"),
        ("p", "the first in 24 years", "for -"),
        ("p", "worst in years", "for -"),
        ("p", "their second meeting within five days", "for -"),
        ("p", "on Friday to restore ties, after four days of talks", "on 2025-05-09, for 2025-05-06..2025-05-09~"),
        ("p", "on Tuesday, after three days of drone attacks", "on 2025-05-13, for 2025-05-11..2025-05-13~"),
        ("p", "Three days of talks began on Monday.", "for 2025-05-12..2025-05-14~, on 2025-05-12"),
        ("p", "ended a three-day visit on Saturday", "for 2025-05-08..2025-05-10~, on 2025-05-10"),
        ("p", "began a two-day visit on Tuesday", "for 2025-05-13..2025-05-14~, on 2025-05-13"),
        ("p", "a 30-day truce, a 48-hour ultimatum, three years old", ""),
        ("p", "for a second term, after four more days", "for -"),
        ("f", "has fought for another three long years", "for 2022-05-14..2025-05-14"),
        ("p", "five years ago", "on 2020-01-01..2020-12-31"),
        ("p", "two weeks ago", "on 2025-04-27..2025-05-03"),
        ("p", "three days ago", "on 2025-05-11"),
        ("p", "nearly two months ago", "on 2025-03-01..2025-03-31"),
        ("p", "A year ago he won", "on 2024-04-13..2024-06-14"),
        ("p", "more than a decade ago", "on 2014-01-01..2016-12-31"),
        ("p", "several years ago", "on -"),
        ("p", "long ago", ""),
        ("n", "two weeks from now", "on 2025-05-25..2025-05-31"),
        ("p", "half an hour a day for one in five", ""),
    ]);
}

#[test]
fn bounds() {
    check(&[
        ("f", "bombed since December", "since 2024-12-01..2025-05-14"),
        ("f", "since Thursday", "since 2025-05-08..2025-05-14"),
        ("f", "for the first time since 1979", "since -"),
        ("f", "since September 2023", "since 2023-09-01..2025-05-14"),
        ("n2022-07-15", "barred from leaving until July 28", "until 2022-07-15..2022-07-28"),
        ("p2022-07-15", "barred from leaving until July 28", "until 2022-07-15..2022-07-28"),
        ("n", "stays until Thursday", "until 2025-05-14..2025-05-15"),
        ("p", "ran the guards until February", "until 2025-02-01..2025-02-28"),
        ("?", "closed until Monday", "until 2025-05-14..2025-05-19"),
        ("n2026-02-20", "will reopen before the end of March", "before 2026-02-20..2026-03-31"),
        ("n", "before Monday", "before 2025-05-14..2025-05-18"),
        ("p", "before Monday", "before -"),
        ("p2023-12-30", "gone down after 14 December", "after 2023-12-15..2023-12-30"),
        ("n2026-01-18", "will release eighteen prisoners by Thursday", "by 2026-01-18..2026-01-22"),
        ("n", "no later than 1 June", "by 2025-05-14..2025-06-01"),
        ("p", "by Monday 30 had died", "by 2025-05-12"),
        ("n", "as early as next week", "on 2025-05-19..2025-05-25"),
        ("n", "as soon as Friday", "on 2025-05-16"),
        ("?", "storms from Thursday", "on 2025-05-15"),
        ("n", "prior to 1 June", "before 2025-05-14..2025-05-31"),
    ]);
}

#[test]
fn without_a_publication_day_only_the_absolute_is_resolved() {
    for (text, expected) in [
        ("on Monday", "on -"),
        ("last week and yesterday", "on -, on -"),
        ("on 24 September", "on -"),
        ("on 24 September 2023", "on 2023-09-24"),
        ("in May 2021, since 2019", "on 2021-05-01..2021-05-31, since -"),
        ("in the 1990s", "on 1990-01-01..1999-12-31"),
        ("five years ago, in the past year, later this month", "on -, on -, on -"),
        ("on 3 May 2024. | A day later", "on 2024-05-03, on 2024-05-04"),
    ] {
        assert_eq!(mentions(None, Tense::Past, text), expected, "{text}");
    }
}

#[test]
fn nonsense_is_passed_over() {
    let words = [
        "the",
        "end",
        "of",
        "last",
        "May",
        "31",
        "2023",
        "-",
        ",",
        "year",
        "two",
        "days",
        "after",
        "since",
        "Friday",
        "99999999999",
        "mid",
        "early",
        "in",
        "to",
        "and",
        "a",
        "half",
        "1990s",
        "Feb.",
        "/",
        "ago",
        "million",
        "from",
        "0",
        "this",
        "Q",
        "4",
        "'s",
    ];
    let mut state = 7_u64;
    for _ in 0..500 {
        let mut text = String::new();
        for _ in 0..12 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(words[usize::try_from(state >> 33).expect("31 bits") % words.len()]);
            text.push(' ');
        }
        for tense in [Tense::Past, Tense::Future, Tense::Open] {
            for day in ["2025-05-14", "0001-01-01", "9999-12-31"] {
                mentions(day.parse().ok(), tense, &text);
            }
        }
    }
}
