//! What the recogniser makes of plain sentences: "killed/injured" with ">" for at least, "<" for at most, "~" for about, "-" for no number.

use model::Bound;

use crate::pieces::plain::Words;

use super::scan;

fn found(text: &str) -> String {
    let words = Words::new(text);
    let row = words.row();
    let number = |n: Option<u64>| n.map_or("-".to_string(), |n| n.to_string());
    let all = scan(&row).into_iter().map(|f| {
        let bound = match f.toll.bound {
            Bound::Exact => "",
            Bound::AtLeast => ">",
            Bound::AtMost => "<",
            Bound::About => "~",
        };
        format!("{bound}{}/{}", number(f.toll.killed), number(f.toll.injured))
    });
    all.collect::<Vec<_>>().join(", ")
}

#[track_caller]
fn check(rows: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (text, expected) in rows {
        let got = found(text);
        if got != *expected {
            wrong.push(format!("{text}\n   expected {expected}\n   got      {got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn those_behind_the_word() {
    check(&[
        ("Drones struck Moscow, killing three people.", "3/-"),
        ("An aircraft bombed the market and killed eleven people, a group said.", "11/-"),
        ("Israeli air strikes killed at least nine people in south Lebanon", ">9/-"),
        ("killed at least 54 and wounded 90", ">54/90"),
        ("killing 12 and wounding some 90 more", "12/90"),
        ("The raid killed 1,200 people.", "1200/-"),
        ("and killed one sergeant, after which", "1/-"),
        ("shelling killed a soldier and wounded two", "1/2"),
        ("killed seven soldiers and three civilians", "10/-"),
        ("killing seven soldiers and three others were hurt", "7/3"),
        ("claimed the lives of 20 people", "20/-"),
        ("the blast claimed at least 20 lives", ">20/-"),
        ("the deaths of more than 300 villagers", ">300/-"),
        ("the killing of 12 people", "12/-"),
        ("gunmen shot dead 12 people", "12/-"),
        ("gunned down five traders", "5/-"),
        ("up to 40 people: it killed up to 40", "<40/-"),
        ("12 gunmen killed 3 civilians", "3/-"),
        ("bombs that killed two hundred and fifty men", "250/-"),
        ("It killed half a dozen men and injured dozens.", "6/-"),
        ("killed another two and injured a further 12", "2/12"),
        ("killed seven soldiers, two of whom died in hospital", "7/-"),
    ]);
}

#[test]
fn those_before_the_word() {
    check(&[
        ("54 people were killed and 90 injured", "54/90"),
        ("At least thirty people were killed on Saturday", ">30/-"),
        ("At least 30 killed in new strike on El Koma", ">30/-"),
        ("In January fourteen South African soldiers were killed near Goma.", "14/-"),
        ("Five Cambodian soldiers were killed.", "5/-"),
        ("eleven people had been killed in an air strike", "11/-"),
        ("three of the attackers lost their lives in the shooting", "3/-"),
        ("no more than two soldiers died there", "<2/-"),
        ("twelve people had died, nine of them fighters of the militia", "12/-"),
        ("Eleven dead as plane bombs market", "11/-"),
        ("The blast left 12 dead and 30 wounded.", "12/30"),
        ("leaving 12 people dead", "12/-"),
        ("54 people, including 12 children, were killed", "54/-"),
        ("established that 61 people were killed in the bombing", "61/-"),
        ("Seven soldiers and three civilians were killed", "10/-"),
        ("thirteen people died in Al Koma; two of the wounded did not survive", "13/-"),
        ("54 people were killed 3 days later", "54/-"),
        ("12 people were shot dead", "12/-"),
        ("About 90 were hurt", "~-/90"),
        ("An officer was killed and two were wounded", "1/2"),
        ("some 200 fighters have reportedly been killed", "~200/-"),
        ("officials reported 12 deaths and 5 fatalities", "12/-, 5/-"),
        ("twenty-five men were slain", "25/-"),
        ("54 or more people were killed", ">54/-"),
    ]);
}

#[test]
fn counts_of_the_dead() {
    check(&[
        ("the death toll rose to 60", "60/-"),
        ("Toll of Darfur market strike rises to 54", "54/-"),
        (
            "The number of dead in Saturday's strike on the market of Al-Kuma in North Darfur has risen to 54, the force said",
            "54/-",
        ),
        ("raised to 54 the number of people killed when the market was bombed", "54/-"),
        ("the toll rose from 54 to 61", "61/-"),
        ("a death toll of at least 60", ">60/-"),
        ("put the death toll at 60", "60/-"),
        ("bringing the death toll to more than 100", ">100/-"),
        ("Dead in Darfur market bombing now 54", "54/-"),
        ("The death toll, officials said, stands at 12.", "12/-"),
    ]);
}

#[test]
fn near_misses() {
    check(&[
        ("dozens of people were killed", ""),
        ("hundreds of thousands of men were lost", ""),
        ("Nobody was hurt by the mortars.", ""),
        ("people were killed in 2024 and on 24 January", ""),
        ("On 24 January people were killed", ""),
        ("15 years after her husband was killed", ""),
        ("killed two months ago", ""),
        ("54 people were killed or wounded", ""),
        ("killed or injured 54", ""),
        ("the strike killed 12 cattle and a deal", ""),
        ("She was killed by 2 men with 3 shots.", ""),
        ("a toll road of 54 km", ""),
        ("Mr Fidan was killed", ""),
        ("the dead teachers of 3 schools", ""),
        ("the number of visitors rose to 54", ""),
        ("sent 3,000 soldiers to fight", ""),
        ("the number of 54 goals", ""),
        ("He scored 3 and felt dead tired.", ""),
    ]);
}
