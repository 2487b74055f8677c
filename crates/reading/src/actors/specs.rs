//! Who is who, by example: a text, words in it, and the actors that they must mean.

use model::Document;

use crate::test_model::pipeline;
use crate::{Reader, parse};

/// Text, words of a mention, ids of whom it means; no ids: the words must mean nobody.
type Spec = (&'static str, &'static str, &'static [&'static str]);

const SPECS: &[Spec] = &[
    // The owner of a pronoun.
    ("Israel struck Hezbollah and its leader Naim Qassem on Friday.", "its", &["armed-group:hezbollah"]),
    ("France quarrels with Algeria. Its president, Emmanuel Macron, flew to Rome.", "Its", &["state:france"]),
    ("Giorgia Meloni received Friedrich Merz in Rome. She praised Berlin.", "She", &["person:giorgia-meloni"]),
    ("Giorgia Meloni received Friedrich Merz in Rome. He praised Italy.", "He", &["person:friedrich-merz"]),
    ("It was agreed that Iran would return to the talks with France.", "It", &[]),
    // Groups: sides are sides, persons are persons.
    (
        "Emmanuel Macron met Friedrich Merz in Paris. Both sides praised the talks.",
        "Both sides",
        &["state:france", "state:germany"],
    ),
    (
        "Emmanuel Macron met Friedrich Merz in Paris. The two leaders praised the talks.",
        "The two leaders",
        &["person:emmanuel-macron", "person:friedrich-merz"],
    ),
    (
        "Emmanuel Macron met Friedrich Merz in Paris. Merz was accompanied by Defence Minister Boris Pistorius. The two leaders praised the talks.",
        "The two leaders",
        &["person:emmanuel-macron", "person:friedrich-merz"],
    ),
    (
        "Saudi Arabia, Qatar, Kuwait and Egypt met. The three Gulf states signed a pact.",
        "The three Gulf states",
        &["state:saudi-arabia", "state:qatar", "state:kuwait"],
    ),
    ("Kenya is taking sides in the war, said Sudan.", "sides", &[]),
    // Titles.
    (
        "Ruritania's neighbours worry. Turkey's foreign minister, Hakan Fidan, spoke to his Iranian counterpart Abbas Araqchi.",
        "his",
        &["person:hakan-fidan"],
    ),
    ("The Turkish foreign minister visited Cairo.", "The Turkish foreign minister", &["person:hakan-fidan"]),
    // Forms of state, bodies called back.
    ("Morocco and Algeria share a border. The kingdom wants it open.", "The kingdom", &["state:morocco"]),
    ("Cuba and Mexico trade much. The island sells sugar.", "The island", &["state:cuba"]),
    // A speech without quotation marks runs on behind its colon; a speech in the third person ends it.
    (
        "Emmanuel Macron said:\n\nThe attack was vile.\n\nIt will not go unanswered.\n\nWe stand by Mali.",
        "We",
        &["state:france"],
    ),
    (
        "Emmanuel Macron said:\n\nThe attack was vile.\n\nFriedrich Merz said the talks went on.\n\nWe stand by Mali.",
        "We",
        &[],
    ),
    ("France supports Mali in its fight against Boko Haram.", "its", &["state:mali"]),
    ("Norway stands by the government and people of Mali.", "the government", &["state:mali"]),
    // Coalitions.
    ("Coalition aircraft bombed the Islamic State.", "Coalition aircraft", &["military:coalition-forces"]),
    (
        "The international coalition bombed the Islamic State.",
        "The international coalition",
        &["organisation:international-coalition"],
    ),
    ("The ruling coalition in Estonia met.", "The ruling coalition", &[]),
    ("France backs Resolution 2118 on Syria.", "Resolution", &[]),
    // Neighbours lie across a border, and the way that is said.
    (
        "Norway and Estonia watch Finland closely. Helsinki called its southern neighbour a friend.",
        "its southern neighbour",
        &["state:estonia"],
    ),
    ("Portugal quarrels with Norway. It accused its eastern neighbour of theft.", "its eastern neighbour", &[]),
    // Each of two, and the two.
    ("Peru and Chile signed a treaty. Each side praised the other.", "Each side", &["state:peru", "state:chile"]),
    (
        "Emmanuel Macron and Friedrich Merz flew to Rome. The pair met Giorgia Meloni.",
        "The pair",
        &["person:emmanuel-macron", "person:friedrich-merz"],
    ),
    ("Emmanuel Macron flew to Rome. A pair of shoes was stolen there.", "A pair", &[]),
    // Persons by what they are.
    ("Argentina elected Javier Milei. Brazil snubbed the libertarian.", "the libertarian", &["person:javier-milei"]),
    ("Argentina elected Javier Milei. Brazil elected a libertarian who lost.", "a libertarian", &[]),
    ("Giorgia Meloni received Friedrich Merz in Rome. She praised her guest.", "her guest", &["person:friedrich-merz"]),
    // Whose police, whose force.
    ("Thousands marched in Lima. Police fired shots in the air.", "Police", &["government:peruvian-police"]),
    ("The navies of Chile and Peru held an exercise.", "The navies", &["military:chile-navy", "military:peru-navy"]),
    // A people's name in the singular means one of them, where the text has named him.
    ("Emmanuel Macron visited Tokyo. Japan thanked the Frenchman.", "the Frenchman", &[]),
    ("Gustavo Petro visited Tokyo. The Colombian praised Japan.", "Colombian", &["person:gustavo-petro"]),
    ("Gustavo Petro visited Tokyo. The Chilean praised Japan.", "Chilean", &["state:chile"]),
    ("Nayib Bukele visited Rome. He thanked his host, Giorgia Meloni.", "his host", &["person:giorgia-meloni"]),
    // Nobody's neighbours are himself.
    ("Chad held an election. Chad's neighbours closed their borders.", "Chad's neighbours", &[]),
    (
        "Libya, Niger and Portugal sent observers. Chad's neighbours praised the vote.",
        "Chad's neighbours",
        &["state:libya", "state:niger"],
    ),
    // Of a list of demonyms all are meant; the city of the union acts for the union.
    (
        "Polish, Danish and Swedish diplomats met in Oslo.",
        "Polish, Danish and Swedish diplomats",
        &["state:poland", "state:denmark", "state:sweden"],
    ),
    ("Brussels fined Hungary.", "Brussels", &["organisation:european-union"]),
    ("The party, Law and Justice, lost. Officers under Donald Tusk met in Rome.", "Officers", &["state:poland"]),
    // The force of whoever tells of it.
    ("Ukraine fights on. Kim Jong Un said the navy had fired a missile.", "the navy", &["military:north-korea-navy"]),
    ("Ukraine distrusts Russia. Its forces attacked Kursk.", "Its forces", &["state:ukraine"]),
    // A statement's "we" is whoever issues it, where no one is quoted; what is "ours" is its state's.
    ("We, the government of Norway, condemn the raid. We will send a note.", "We", &["state:norway"]),
    ("The choir sang. We will send a note.", "We", &[]),
    // The owner behind a noun is understood before it.
    (
        "France and Chad signed a treaty. Officials of the two countries met in Lyon.",
        "Officials",
        &["state:france", "state:chad"],
    ),
    (
        "Hezbollah fought Israel in Tyre. Qatar urged the warring groups to talk.",
        "the warring groups",
        &["armed-group:hezbollah", "state:israel"],
    ),
    ("Chad banned all sects. Qatar spoke of groups.", "groups", &[]),
    // The ousted hold the office no more.
    ("Bangladesh's ousted prime minister spoke.", "Bangladesh's ousted prime minister", &["person:sheikh-hasina"]),
    ("Kenya's former president spoke.", "Kenya's former president", &[]),
    // Papers and deeds are no actors; who is only quoted in passing is not "them".
    ("Chad drew up a treaty. Kenya refused to sign it.", "it", &[]),
    ("Turkish jets flew on. On Monday, Iraqi officials said, one of them crashed.", "them", &["state:turkey"]),
    ("It was Norway that spoke: on Monday it recalled an envoy.", "it", &["state:norway"]),
    // A counterpart is never of the side of the one whose he is.
    ("The Turkish foreign minister met his Greek counterpart.", "his Greek counterpart", &["state:greece"]),
    ("The Turkish foreign minister met his counterpart.", "his counterpart", &[]),
    // In a civil war the army is a side of its own.
    (
        "Sudan's army fought the Rapid Support Forces near Omdurman. Both sides used drones.",
        "Both sides",
        &["military:sudan-army", "armed-group:rapid-support-forces"],
    ),
    ("Polish and Danish jets flew on.", "Polish and Danish jets", &["state:poland", "state:denmark"]),
    // Machines act for their state.
    ("Israeli warplanes bombed Beirut.", "Israeli warplanes", &["state:israel"]),
];

#[test]
fn words_mean_whom_they_should() {
    let Some(pipeline) = pipeline() else { return };
    let reader = Reader::builtin();
    let mut wrong = Vec::new();
    for (text, words, wanted) in SPECS {
        let mut document = Document::plain("spec", (*text).to_string());
        document.published = "2026-02-04".parse().ok();
        let explanation = reader.explain(&document, &parse(&document, pipeline));
        let mention = explanation.sentences.iter().flat_map(|s| &s.mentions).find(|m| m.words == *words);
        let mut found = mention.map(|m| m.actors.clone()).unwrap_or_default();
        let mut wanted: Vec<String> = wanted.iter().map(|w| (*w).to_string()).collect();
        found.sort();
        wanted.sort();
        if found != wanted {
            wrong.push(format!("«{words}» in «{text}»: wanted {wanted:?}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
