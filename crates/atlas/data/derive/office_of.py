"""Of what a leader in leaders_recent.tsv is leader: state, ministry, force, faction, organisation. In: a row. Out: an id."""
import re

# (state, words of title or note) -> id in rival_and_contested.tsv
FACTIONS = [
    ("LY", r"\(GNU\)", "LY-GNU"), ("LY", r"\(GNS\)", "LY-GNS"), ("LY", r"Libyan National Army|Reconstruction Fund", "LNA"),
    ("LY", r"Presidential Council", "PRESIDENTIAL-COUNCIL-LIBYA"), ("LY", r"House of Representatives", "HOUSE-OF-REPRESENTATIVES-LIBYA"),
    ("LY", r"High Council of State", "HIGH-COUNCIL-OF-STATE-LIBYA"), ("SD", r"Rapid Support", "RSF"),
    ("SD", r"Tasis", "GOVERNMENT-OF-PEACE-AND-UNITY-SUDAN"), ("AF", r"Taliban", "ISLAMIC-EMIRATE-OF-AFGHANISTAN"),
    ("AF", r"Supreme Leader", "ISLAMIC-EMIRATE-OF-AFGHANISTAN"), ("AF", r"National Resistance", "NATIONAL-RESISTANCE-FRONT-AFGHANISTAN"),
    ("YE", r".", "PRESIDENTIAL-LEADERSHIP-COUNCIL-YEMEN"), ("IQ", r"Kurdistan Region", "KURDISTAN-REGION-OF-IRAQ"),
    ("SO", r"of Somaliland", "SOMALILAND"), ("SO", r"of Puntland", "PUNTLAND"), ("SO", r"of Jubaland", "JUBALAND"),
    ("ET", r"TPLF", "TIGRAY-PEOPLE-S-LIBERATION-FRONT"), ("ET", r"Tigray Interim", "TIGRAY-INTERIM-REGIONAL-ADMINISTRATION"),
    ("CD", r"M23", "M23"), ("CD", r"Congo River", "CONGO-RIVER-ALLIANCE"), ("RU", r"Wagner", "WAGNER-GROUP"),
    ("MM", r"\(NUG\)", "NATIONAL-UNITY-GOVERNMENT-MYANMAR"), ("BA", r"Republika Srpska", "REPUBLIKA-SRPSKA"),
    ("CY", r"Northern Cyprus", "TURKISH-REPUBLIC-OF-NORTHERN-CYPRUS"), ("MD", r"Transnistria", "TRANSNISTRIA"),
    ("GE", r"Abkhazia", "ABKHAZIA"), ("GE", r"South Ossetia", "SOUTH-OSSETIA"), ("AZ", r"Artsakh", "REPUBLIC-OF-ARTSAKH"),
    ("VE", r"\(claimed\)", "INTERIM-PRESIDENCY-OF-JUAN-GUAIDO"), ("HT", r"Viv Ansanm", "VIV-ANSANM"),
]
OTHER = [("SD", r"SPLM-North", "armed-group:splm-north-al-hilu"), ("SD", r"Justice and Equality", "armed-group:justice-and-equality-movement"),
         ("SD", r"Minnawi", "armed-group:sudan-liberation-movement-army-minnawi"), ("SD", r"al-Nur", "armed-group:sudan-liberation-movement-army-al-nur"),
         ("CO", r"FARC", "armed-group:farc-dissidents"), ("GE", r"Georgian Dream", "party:georgian-dream-geo"),
         ("TW", r"Kuomintang", "party:kuomintang-twn"), ("PK", r"PTI", "party:pakistan-tehreek-e-insaf-pak"),
         ("RU", r"Chechen", "region:chechen-republic"), ("RU", r"Kremlin spokesman", "ministry:russia-presidency"),
         ("PK", r"ISI", "agency:inter-services-intelligence"), ("US", r"CIA", "agency:central-intelligence-agency"),
         ("UA", r"HUR", "agency:main-directorate-of-intelligence"), ("TR", r"MIT", "agency:national-intelligence-organization"),
         ("UA", r"Presidential Office", "ministry:ukraine-presidency"), ("RU", r"Foreign Ministry", "ministry:russia-foreign-ministry"),
         ("KP", r"Workers' Party", "party:workers-party-of-korea-prk"), ("US", r"Treasury", "ministry:united-states-finance-ministry"),
         ("RU", r"Security Council", "ministry:russia-national-security-council")]
MINISTRIES = {"foreign_minister": "foreign-ministry", "defence_minister": "defence-ministry", "speaker": "parliament"}


def office_of(r, states, org_ids, faction_ids):
    code, title = r["state_or_org"], r["title"]
    text = f"{title} {r['note']}"
    if code in faction_ids:
        return faction_ids[code]
    if code not in states.id:
        return org_ids.get(code)
    for state, words, id in FACTIONS:
        if state == code and re.search(words, title if state in ("LY", "SD") else text) \
                and not (code == "AF" and r["to"].startswith("2021")) and not (code == "YE" and (r["to"] or "2099") < "2022-04"):
            return faction_ids[id]
    for state, words, id in OTHER:
        if state == code and re.search(words, title):
            return id
    # Who served the republic that fell is not the emirate's.
    if code == "AF" and r["from"] >= "2004-01-26" and r["to"].startswith("2021-08-15"):
        return faction_ids["ISLAMIC-REPUBLIC-OF-AFGHANISTAN"]
    base = states.id[code].split(":")[1]
    if r["role"] in MINISTRIES:
        return f"ministry:{base}-{MINISTRIES[r['role']]}"
    if r["role"] == "armed_forces_chief":
        return f"military:{base}-{'army' if 'Army Staff' in title else 'armed-forces'}"
    return states.id[code]
