//! For whom persons act, by example: a day, a text, a person's name, and the id of the side; an empty one: the person's own.

use model::Document;

use crate::test_model::pipeline;
use crate::{Reader, parse};

/// Day, text, name, id of the side.
type Spec = (&'static str, &'static str, &'static str, &'static str);

const SPECS: &[Spec] = &[
    // The overthrown, in all forms of the word.
    ("2020-08-20", "Mali's ousted president Ibrahim Boubacar Keita was released by the junta.", "Keita", ""),
    ("2023-08-31", "Gabonese officers overthrew Ali Bongo. Bongo accused France.", "Bongo", ""),
    ("2014-02-24", "Viktor Yanukovych, the toppled president, accused Kyiv.", "Yanukovych", ""),
    ("2024-12-09", "Rebels swept Bashar al-Assad from power. Assad accused Turkey.", "Assad", ""),
    ("2021-09-06", "After the overthrow of Alpha Condé, ECOWAS urged Guinea's junta to free Condé.", "Condé", ""),
    ("2022-01-25", "Soldiers in Burkina Faso detained President Roch Kabore. France condemned the coup.", "Kabore", ""),
    ("2023-11-15", "The junta in Niger refuses to free the detained president Mohamed Bazoum.", "Bazoum", ""),
    // Nobody is overthrown by a plot, an attempt, a vote, or by soldiers of another state.
    (
        "2016-07-16",
        "Turkish soldiers tried to overthrow Recep Tayyip Erdogan. Erdogan accused Berlin.",
        "Erdogan",
        "state:turkey",
    ),
    (
        "2024-06-27",
        "Bolivian soldiers were arrested after a failed coup against President Luis Arce.",
        "Arce",
        "state:bolivia",
    ),
    ("2018-06-03", "Mariano Rajoy, ousted in a no-confidence vote, criticised Italy.", "Rajoy", "state:spain"),
    (
        "2003-12-15",
        "American soldiers captured the Iraqi ruler Saddam Hussein. Iran praised the Americans.",
        "Saddam",
        "state:iraq",
    ),
    // Who is sent acts for the sender, whatever he once was.
    (
        "2021-06-01",
        "ECOWAS sent its envoy, former Nigerian president Goodluck Jonathan, to Bamako. Jonathan met Assimi Goita.",
        "Jonathan",
        "organisation:economic-community-of-west-african-states",
    ),
    (
        "2020-01-10",
        "The former Finnish prime minister Alexander Stubb, mediating on behalf of the European Union, met Ivorian officials.",
        "Stubb",
        "organisation:european-union",
    ),
    (
        "2023-08-19",
        "A delegation of ECOWAS headed by former Nigerian leader Abdulsalami Abubakar met the junta in Niger.",
        "Abubakar",
        "organisation:economic-community-of-west-african-states",
    ),
    (
        "2024-02-01",
        "The UN's special envoy for Syria, the Norwegian diplomat Geir Pedersen, met Foreign Minister Faisal Mekdad in Damascus.",
        "Pedersen",
        "organisation:united-nations",
    ),
    // Ambassadors are of those who send them.
    ("2024-11-29", "Rwanda's ambassador to Kinshasa, Vincent Karega, was expelled.", "Karega", "state:rwanda"),
    (
        "2023-09-15",
        "Said Abdullahi Deni met the American ambassador to Somalia, Larry Andre, in Garowe.",
        "Larry Andre",
        "state:united-states",
    ),
    // Regions are not their states.
    (
        "2023-02-01",
        "KRG Prime Minister Masrour Barzani met Emmanuel Macron in Paris.",
        "Masrour Barzani",
        "region:kurdistan-region-of-iraq",
    ),
    (
        "2023-02-14",
        "Scottish first minister Nicola Sturgeon criticised the British government.",
        "Sturgeon",
        "region:scottish-government",
    ),
    (
        "2017-10-05",
        "Catalan leader Carles Puigdemont accused Madrid.",
        "Puigdemont",
        "region:catalonia-independence-bid",
    ),
    // Leaders of parties, of the opposition, of bands.
    ("2024-12-12", "Masoud Barzani accused the Iraqi government.", "Barzani", "party:kurdistan-democratic-party-irq"),
    ("2024-08-14", "Sheikh Hasina accused Muhammad Yunus from India.", "Hasina", "party:awami-league-bgd"),
    ("2023-08-14", "Sheikh Hasina accused Myanmar.", "Hasina", "state:bangladesh"),
    ("2025-10-28", "Issa Tchiroma Bakary accused Paul Biya.", "Tchiroma", "party:cameroonian-opposition"),
    (
        "2021-05-05",
        "Colombian guerrilla leader Pablo Rojas accused President Iván Duque of betraying the peace.",
        "Rojas",
        "faction:colombian-guerrillas",
    ),
    (
        "2025-03-30",
        "Kenya sent former prime minister Raila Odinga as envoy to Juba. Odinga met Salva Kiir.",
        "Odinga",
        "state:kenya",
    ),
    (
        "2021-12-21",
        "Volker Perthes, the German diplomat who heads the UN mission in Sudan, met Burhan.",
        "Perthes",
        "organisation:united-nations",
    ),
    (
        "2024-06-18",
        "Ersin Tatar, the Turkish Cypriot leader, met António Guterres.",
        "Tatar",
        "faction:turkish-republic-of-northern-cyprus",
    ),
    ("2024-06-18", "António Guterres met Norway's Kari Nordmann.", "Nordmann", "state:norway"),
    (
        "2023-06-08",
        "Ukraine accused Russia of shelling. Russian-installed governor Petro Hryb blamed Ukraine.",
        "Hryb",
        "state:russia",
    ),
    // Those who have gone over, and officials who speak in a capital that is not the story's.
    ("2012-08-07", "Syria's prime minister, Riad Hijab, defected. Hijab accused Iran.", "Hijab", ""),
    (
        "2021-11-15",
        "Belarus accused Lithuania. In Warsaw, government spokesman Piotr Muller accused Minsk of sending migrants.",
        "Muller",
        "state:poland",
    ),
];

#[test]
fn persons_act_for_whom_they_should() {
    let Some(pipeline) = pipeline() else { return };
    let reader = Reader::builtin();
    let mut wrong = Vec::new();
    for (day, text, name, wanted) in SPECS {
        let mut document = Document::plain("spec", (*text).to_string());
        document.published = day.parse().ok();
        let answer = reader.explain(&document, &parse(&document, pipeline)).answer;
        let actors: Vec<_> = answer.actors.iter().filter(|a| a.kind == model::ActorKind::Person).collect();
        let called = |a: &&&model::Actor| a.name.contains(name) || a.aliases.iter().any(|n| n.contains(name));
        let found = actors.iter().find(called).map(|a| a.side.clone().unwrap_or_default());
        if found.as_deref() != Some(*wanted) {
            wrong.push(format!("«{name}» in «{text}»: wanted {wanted:?}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
