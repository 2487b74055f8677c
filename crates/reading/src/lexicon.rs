//! Closed word classes of political English: titles, kin, institutions, things that act for their owner.
//!
//! Comes in: a lower-cased word or lemma. Goes out: what it is. No state, no text.

/// What a noun in front of or behind a person's name says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TitleKind {
    /// An office that leads something.
    Leader,
    /// A rank that leads nothing by itself ("General").
    Rank,
    /// Someone who acts for another without leading ("spokesman", "envoy").
    Servant,
    /// The same office as that of the one spoken of before.
    Counterpart,
    /// Kin.
    Kin,
    /// Who follows or preceded in an office.
    Successor,
    /// See [`TitleKind::Successor`].
    Predecessor,
}

/// The title's kind, by lower-cased singular noun.
pub(crate) fn title(word: &str) -> Option<TitleKind> {
    use TitleKind::*;
    Some(match word {
        "president" | "premier" | "minister" | "chancellor" | "king" | "queen" | "emir" | "sultan" | "emperor"
        | "pope" | "prince" | "princess" | "chief" | "head" | "leader" | "commander" | "chairman" | "chairwoman"
        | "chair" | "chairperson" | "speaker" | "secretary" | "governor" | "mayor" | "director" | "ruler"
        | "strongman" | "warlord" | "dictator" | "monarch" | "taoiseach" | "secretary-general" | "vice-president"
        | "vice-premier" | "deputy" | "boss" | "commissioner" | "superintendent" | "prime" | "president-elect"
        | "caliph" | "ayatollah" | "founder" | "co-chair" | "coordinator" | "governor-general"
        | "minister-president" | "pm" | "attorney" | "prosecutor" | "chieftain" | "kingpin" | "ringleader" => Leader,
        "general" | "marshal" | "admiral" | "colonel" | "major" | "captain" | "lieutenant" | "brigadier"
        | "sergeant" | "mullah" | "sheikh" | "maulana" | "imam" | "dr" | "mr" | "mrs" | "ms" | "sir" | "lord"
        | "lady" | "field" | "gen" | "col" | "lt" | "maj" | "adm" | "mr." | "mrs." | "ms." | "gen." | "col."
        | "lt." | "maj." | "adm." | "dr." | "sgt." | "rev." | "crown" | "vice" | "commandant" | "grand" | "senator"
        | "sen." | "rep." | "prof." | "professor" | "judge" | "justice" => Rank,
        "spokesman" | "spokeswoman" | "spokesperson" | "envoy" | "ambassador" | "adviser" | "advisor" | "aide"
        | "diplomat" | "lawmaker" | "official" | "representative" | "negotiator" | "politician" | "mediator"
        | "emissary" | "consul" | "delegate" | "member" | "analyst" | "businessman" | "billionaire" | "activist"
        | "cleric" | "officer" | "soldier" | "fighter" | "militant" | "rebel" | "attache" | "attaché" | "charge"
        | "legislator" | "congressman" | "congresswoman" | "mp" | "candidate" | "journalist" | "counsellor"
        | "counselor" | "veteran" | "oligarch" | "insider" | "source" | "expert" => Servant,
        "counterpart" | "counterparts" | "opposite" | "colleague" | "homologue" => Counterpart,
        "son" | "daughter" | "brother" | "sister" | "wife" | "husband" | "father" | "mother" | "nephew" | "niece"
        | "uncle" | "aunt" | "cousin" | "grandson" | "granddaughter" | "grandfather" | "son-in-law"
        | "father-in-law" | "brother-in-law" | "half-brother" | "stepson" | "widow" | "spouse" | "twin" | "sibling"
        | "relative" => Kin,
        "successor" | "heir" | "replacement" => Successor,
        "predecessor" => Predecessor,
        _ => return None,
    })
}

/// What somebody is by trade, whoever sends him.
pub(crate) fn is_calling(word: &str) -> bool {
    matches!(
        word,
        "diplomat"
            | "politician"
            | "lawmaker"
            | "businessman"
            | "veteran"
            | "expert"
            | "billionaire"
            | "cleric"
            | "member"
    )
}

/// Whether behind the noun's "to" stands where somebody is sent and not who sends him.
pub(crate) fn is_sent_to(word: &str) -> bool {
    matches!(
        word,
        "ambassador"
            | "envoy"
            | "consul"
            | "representative"
            | "emissary"
            | "delegate"
            | "attache"
            | "attaché"
            | "charge"
            | "mediator"
            | "coordinator"
    )
}

/// Those whom a word in a title makes enemies of their state, in the plural ("guerrilla leader", "rebel commander").
pub(crate) fn band(word: &str) -> Option<&'static str> {
    Some(match word {
        "guerrilla" => "guerrillas",
        "rebel" => "rebels",
        "separatist" => "separatists",
        "insurgent" => "insurgents",
        "jihadist" => "jihadists",
        "secessionist" => "secessionists",
        "militant" => "militants",
        "gang" => "gangs",
        "cartel" => "cartels",
        _ => return None,
    })
}

/// Whether the word belongs in front of a person's name as part of a title.
pub(crate) fn is_title_word(word: &str) -> bool {
    title(word).is_some() && !matches!(word, "head" | "source" | "opposite" | "charge" | "twin" | "member")
        || matches!(
            word,
            "foreign" | "defence" | "defense" | "interior" | "finance" | "army" | "navy" | "national" | "security"
        )
}

/// What a minister is of: capitalised in titles, but no name.
pub(crate) fn is_portfolio(word: &str) -> bool {
    matches!(
        word,
        "foreign"
            | "defence"
            | "defense"
            | "interior"
            | "finance"
            | "justice"
            | "home"
            | "security"
            | "supreme"
            | "economy"
            | "energy"
            | "health"
            | "army"
            | "navy"
            | "prime"
            | "deputy"
            | "national"
            | "intelligence"
            | "parliament"
            | "cabinet"
            | "trade"
            | "state"
            | "house"
            | "senate"
            | "congress"
            | "opposition"
    )
}

/// Common nouns of institutions that news capitalises: no names by themselves.
pub(crate) fn is_common_institution(word: &str) -> bool {
    is_portfolio(word)
        || institution(word).is_some()
        || matches!(word, "headquarters" | "ministry" | "constitution" | "republic" | "kingdom" | "assembly")
}

/// Words between owner and title that say that the office is no longer held.
pub(crate) fn is_former_word(word: &str) -> bool {
    matches!(
        word,
        "former"
            | "ex"
            | "then"
            | "once"
            | "late"
            | "ousted"
            | "deposed"
            | "overthrown"
            | "toppled"
            | "erstwhile"
            | "previous"
            | "onetime"
            | "one-time"
            | "past"
            | "exiled"
            | "fugitive"
            | "retired"
            | "slain"
            | "disgraced"
            | "fallen"
            | "founding"
            | "assassinated"
    )
}

/// Words in front of a name that say that its bearer is dead.
pub(crate) fn is_dead(word: &str) -> bool {
    matches!(word, "late" | "slain" | "assassinated" | "murdered" | "dead")
}

/// What an institution noun stands for when someone owns it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Institution {
    /// The owner itself acts: "the Sudanese government", "Russian forces", "Ukrainian drones".
    Owner,
    /// A ministry.
    Ministry,
    /// Armed forces or a service.
    Military,
    /// Another organ of state.
    Organ,
    /// A party or the opposition.
    Party,
    /// Unnamed people in a role.
    People,
    /// People in the street.
    Crowd,
    /// Unnamed people to whom something is done.
    Persons,
}

/// The kind of institution, by lower-cased singular or plural noun.
pub(crate) fn institution(word: &str) -> Option<Institution> {
    use Institution::*;
    Some(match word {
        "government" | "governments" | "authorities" | "authority" | "regime" | "junta" | "administration"
        | "leadership" | "rulers" | "cabinet" | "putschists" | "state" | "nation" | "country" | "side"
        | "delegation" | "team" | "negotiators" | "diplomacy" | "crown" => Owner,
        "troops" | "soldiers" | "forces" | "force" | "fighters" | "rebels" | "militants" | "insurgents" | "gunmen"
        | "guards" | "paramilitaries" | "peacekeepers" | "commandos" | "units" | "unit" | "bombers" | "garrison"
        | "guerrillas" | "guerillas" | "guerrilla" | "separatists" | "extremists" | "jihadists" | "islamists"
        | "terrorists" | "snipers" | "infiltrators" => Owner,
        "jets" | "planes" | "warplanes" | "aircraft" | "drones" | "drone" | "missiles" | "missile" | "rockets"
        | "artillery" | "warships" | "warship" | "ships" | "ship" | "vessels" | "vessel" | "helicopters" | "tanks"
        | "submarine" | "convoy" | "airstrikes" => Owner,
        "territory" | "soil" | "posts" | "positions" | "bases" | "capital" | "border" | "airspace" | "waters"
        | "cities" | "villages" | "camps" | "outpost" | "outposts" | "airfield" | "airbase" | "targets"
        | "infrastructure" | "refinery" | "refineries" | "depot" | "facilities" | "facility" => Owner,
        "people" | "banks" | "economy" | "exports" | "companies" | "firms" | "oil" | "gas" => Owner,
        "ministry" | "ministries" | "department" => Ministry,
        "army" | "military" | "navy" | "air" | "airforce" | "guard" | "corps" | "militaries" | "armies" | "navies"
        | "coastguard" | "marines" => Military,
        "parliament" | "parliaments" | "presidency" | "court" | "police" | "embassy" | "senate" | "congress"
        | "assembly" | "council" | "commission" | "agency" | "consulate" | "judiciary" | "prosecutors" | "tribunal"
        | "legislature" | "mission" | "office" | "intelligence" | "bank" | "committee" | "prosecutor" => Organ,
        "opposition" | "party" | "parties" => Party,
        "officials" | "official" | "diplomats" | "diplomat" | "spokesman" | "spokeswoman" | "spokesperson"
        | "ambassador" | "ambassadors" | "envoy" | "envoys" | "lawmakers" | "lawmaker" | "deputies" | "legislator"
        | "legislators" | "senator" | "senators" | "congressman" | "congresswoman" | "mp" | "parliamentarian"
        | "parliamentarians" | "sources" | "source" | "experts" | "analysts" | "commanders" | "commander"
        | "officers" | "officer" | "generals" | "ministers" | "minister" | "leaders" | "leader" | "newspapers"
        | "newspaper" | "media" | "portal" | "site" | "representatives" | "investigators" | "aide" | "aides"
        | "adviser" | "negotiator" | "mediators" | "statement" | "medic" | "medics" | "rescuers" | "witness"
        | "witnesses" | "eyewitness" | "eyewitnesses" | "inhabitants" | "inhabitant" | "insider" | "insiders"
        | "mole" | "exporters" | "importers" | "locals" | "elders" | "bystanders" | "passers-by" | "paramedics"
        | "neighbours" | "relatives" | "survivors" | "survivor" => People,
        "protesters" | "demonstrators" | "marchers" | "crowd" | "crowds" | "rioters" | "mob" | "strikers"
        | "supporters" | "followers" | "residents" | "workers" | "students" | "activists" | "villagers"
        | "thousands" | "hundreds" | "farmers" | "teachers" | "women" | "youths" | "inmates" | "miners" | "drivers"
        | "truckers" | "doctors" | "nurses" | "monks" | "mourners" | "pensioners" | "campaigners" | "loyalists"
        | "backers" | "opponents" | "youngsters" | "pupils" | "shopkeepers" | "traders" | "employees" => Crowd,
        "civilian" | "civilians" | "citizen" | "citizens" | "national" | "nationals" | "pilot" | "pilots"
        | "airman" | "airmen" | "soldier" | "serviceman" | "servicemen" | "marine" | "sailor" | "sailors" | "crew"
        | "crewmen" | "prisoner" | "prisoners" | "hostage" | "hostages" | "detainee" | "detainees" | "captive"
        | "captives" | "journalist" | "journalists" | "reporter" | "reporters" | "activist" | "hacker" | "hackers"
        | "spy" | "spies" | "agents" | "refugee" | "refugees" | "migrant" | "migrants" | "policeman" | "policemen"
        | "settlers" | "tourist" | "tourists" | "fisherman" | "fishermen" | "worshippers" | "pilgrims" | "children"
        | "child" | "mother" | "aid-workers" | "dissident" | "dissidents" | "lawyer" | "lawyers" | "engineer"
        | "engineers" | "mercenary" | "mercenaries" | "diver" | "divers" => Persons,
        _ => return None,
    })
}

/// Nouns by which a text calls back a state or another body named before ("the country", "the group").
pub(crate) fn call_back(word: &str) -> Option<&'static [model::ActorKind]> {
    use model::ActorKind::*;
    Some(match word {
        "country" | "nation" | "kingdom" | "republic" | "state" | "island" | "islands" | "archipelago" | "emirate"
        | "neighbour" | "neighbor" | "sultanate" | "monarchy" => &[State],
        "group" | "movement" | "militia" | "rebels" | "paramilitaries" | "insurgents" | "militants" | "faction"
        | "fighters" | "guerrillas" | "separatists" => &[Faction],
        "bloc" | "alliance" | "organisation" | "organization" | "union" | "body" | "agency" | "commission" | "fund" => {
            &[Organisation]
        }
        "junta" | "regime" | "government" | "administration" | "authorities" | "rulers" | "leadership"
        | "putschists" => &[Government, State, Faction],
        "ministry" => &[Government],
        "army" | "military" => &[Military],
        "party" => &[Party],
        "company" | "firm" | "manufacturer" => &[Company],
        "court" | "tribunal" => &[Organisation, Government],
        "enclave" | "territory" | "region" | "province" => &[Faction, Place],
        _ => return None,
    })
}

/// "Resolution 2118", "the Abraham Accords", "Islam": texts and creeds do nothing.
pub(crate) fn is_paper_or_creed(name: &str) -> bool {
    let last = name.split_whitespace().rev().find(|w| w.chars().all(char::is_alphabetic)).unwrap_or("").to_lowercase();
    matches!(
        last.as_str(),
        "resolution"
            | "resolutions"
            | "protocol"
            | "treaty"
            | "accords"
            | "declaration"
            | "constitution"
            | "islam"
            | "christianity"
            | "judaism"
            | "hinduism"
            | "buddhism"
            | "quran"
            | "koran"
            | "bible"
    )
}

/// States of states, where "the federal government" sits, by ISO 3166-1 alpha-3.
pub(crate) fn is_federation(country: &str) -> bool {
    matches!(
        country,
        "ARE"
            | "ARG"
            | "AUS"
            | "AUT"
            | "BEL"
            | "BIH"
            | "BRA"
            | "CAN"
            | "CHE"
            | "COM"
            | "DEU"
            | "ETH"
            | "FSM"
            | "IND"
            | "IRQ"
            | "KNA"
            | "MEX"
            | "MYS"
            | "NGA"
            | "NPL"
            | "PAK"
            | "RUS"
            | "SDN"
            | "SOM"
            | "SSD"
            | "USA"
            | "VEN"
    )
}

/// The states that can be called so by their form, ISO 3166-1 alpha-3; none for words that fit any state.
pub(crate) fn states_of_form(word: &str) -> Option<&'static [&'static str]> {
    Some(match word {
        "kingdom" | "monarchy" => &[
            "SAU", "JOR", "MAR", "BHR", "GBR", "THA", "NOR", "SWE", "DNK", "NLD", "BEL", "ESP", "KHM", "BTN", "SWZ",
            "LSO", "TON", "MYS",
        ],
        "emirate" => &["QAT", "ARE", "KWT", "AFG"],
        "sultanate" => &["OMN", "BRN"],
        "island" | "islands" | "archipelago" => &[
            "CUB", "TWN", "LKA", "CYP", "MLT", "ISL", "IRL", "JPN", "PHL", "MDV", "HTI", "DOM", "JAM", "BHR", "SGP",
            "NZL", "PNG", "FJI", "SLB", "VUT", "WSM", "TON", "NRU", "PLW", "FSM", "MHL", "KIR", "TUV", "COM", "MUS",
            "SYC", "MDG", "CPV", "STP", "TLS", "IDN", "GBR", "TTO", "BRB", "GRD", "LCA", "VCT", "BHS", "ATG", "DMA",
            "KNA",
        ],
        _ => return None,
    })
}

/// Days, months, seasons: capitalised, but no names.
pub(crate) fn is_calendar_word(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "jan"
            | "feb"
            | "mar"
            | "apr"
            | "jun"
            | "jul"
            | "aug"
            | "sep"
            | "sept"
            | "oct"
            | "nov"
            | "dec"
            | "ramadan"
            | "christmas"
            | "easter"
    )
}
