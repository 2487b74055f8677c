//! Files of other event sets, from the disk to claims.

use std::io::Write;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use source::sets::{EventSet, Passed, Rows, import};

fn file(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("set");
    std::fs::write(&path, bytes).expect("written");
    (folder, path)
}

fn read(set: EventSet, bytes: &[u8]) -> Vec<Result<model::Imported, Passed>> {
    let (_folder, path) = file(bytes);
    import(set, &path, None).expect("opened").collect()
}

fn ids(rows: &[Result<model::Imported, Passed>]) -> Vec<String> {
    rows.iter().map(|r| r.as_ref().map_or_else(ToString::to_string, |c| c.event.id.clone())).collect()
}

const ACLED: &str = "\
event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp
SUD1,2026-03-04,2026,1,Political violence,Battles,Armed clash,Military Forces of Sudan (2019-),,State Forces,Rapid Support Forces,,Rebel Group,x,,729,Northern Africa,Sudan,North Darfur,,,El Fasher,13.63,25.35,1,\"Harbour Post; Radio Delta\",Regional,\"They fought, in \"\"the old town\"\",
and in the market.\",12,,1773187200
SUD2,2026-03-05,2026,1,Demonstrations,Protests,Peaceful protest,Protesters (Sudan),,Protesters,,,,x,,729,Northern Africa,Sudan,Khartoum,,,Khartoum,15.5,32.5,1,Delta,National,\"An open mark,0,,1773187200
SUD3,2026-03-06,2026,1,Strategic developments,Strategic developments,Other,Military Forces of Sudan (2019-),,1,,,0,10,,729,Northern Africa,Sudan,Khartoum,,,Khartoum,15.5,32.5,1,Delta,National,Nothing much.,0,,1773187200
";

#[test]
fn quoted_cells_over_lines_and_an_open_mark() {
    let rows = read(EventSet::Acled, ACLED.as_bytes());
    assert_eq!(
        ids(&rows),
        [
            "acled:SUD1",
            "line 4: it is too long, or a quotation mark is not closed",
            "line 5: code Other is a statement, for which PLOVER has no type"
        ]
    );
    let fight = rows[0].as_ref().expect("a claim");
    assert_eq!(fight.event.recipients, ["faction:rapid-support-forces"]);
    assert!(fight.event.evidence.quotes()[0].text.ends_with("market.\",12,,1773187200"));
    assert_eq!(rows.iter().filter(|r| r.as_ref().is_err_and(|p| p.fault.is_malformed())).count(), 1);
    // Semicolons, as older exports have them, and another order of columns.
    let other = "event_type;sub_event_type;event_id_cnty;event_date;actor1;inter1;country;location;source;year;notes;fatalities\n\
        Protests;Peaceful protest;SUD4;05 March 2026;Protesters (Sudan);6;Sudan;Khartoum;Delta;2026;\"a; b\";0\n";
    let rows = read(EventSet::Acled, other.as_bytes());
    assert_eq!(ids(&rows), ["acled:SUD4"]);
    assert_eq!(rows[0].as_ref().expect("a claim").event.actors, ["faction:protesters-sudan"]);
}

const ICEWS: &str = "\
Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude
20718170\t2014-01-01\tPolice (Nigeria)\tPolice,Government\tNigeria\tUse conventional military force\t190\t-10.0\tBoko Haram\tDissident\tNigeria\t1\t4\tVanguard\tMaiduguri\t\tBorno\tNigeria\t11.85\t13.16
20718170\t2014-01-09\tS\u{e3}o Tom\u{e9} Opposition\tOpposition\tBrazil\tMake statement\t10\t0.0\tBrazil\t\tBrazil\t2\t1\tFolha\t\t\t\tBrazil\t-10\t-55
20718170\t2014-01-09\tJos\u{e9} Silva\tElite,Executive\tBrazil\tMake a visit\t42\t1.9\tChina\t\tChina\t2\t1\tFolha\tNULL\tNULL\tNULL\tChina\t35\t105
cut off\t2014-01-09
";

#[test]
fn one_event_id_on_two_days_is_two_claims() {
    let bytes: Vec<u8> = ICEWS.chars().map(|c| u8::try_from(c).expect("Latin-1")).collect();
    let rows = read(EventSet::Icews, &bytes);
    assert_eq!(
        ids(&rows),
        [
            "icews:20718170:2014-01-01",
            "line 3: code 010 is a statement, for which PLOVER has no type",
            "icews:20718170:2014-01-09",
            "line 5: 2 columns where 20 are due"
        ]
    );
    let visit = rows[2].as_ref().expect("a claim");
    assert_eq!((visit.line, visit.event.actors[0].as_str()), (4, "person:josé-silva-bra"));
    assert_eq!(visit.event.place.as_ref().and_then(|p| p.id.as_deref()), Some("state:china"));
}

#[test]
fn polecat_with_a_spoilt_header() {
    let header = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name\tRecip\"ient Coun\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name Raw\tWikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\tRaw Placename\tFeature Type\tSource\tPublication Date\tStory People\tStory Organizations\tStory Locations\tLanguage\tVersion";
    let row = "E1\t2023-02-03\tSANCTION\texpel\t-5.5\t4\tdiplomatic\tNone\t\t\t\t\t\t\t\tRussia\tRUS\t365\tGOV\tGOV\t\tRussia\t\t\tVienna\t\tVienna\tAUT\t48.2\t16.37\t\t\t\tHarbour Post\t2023-02-04\t\t\t\ten\tv1";
    for head in [format!("{header}\n"), String::new()] {
        let rows = read(EventSet::Polecat, format!("{head}{row}\n").as_bytes());
        let claim = rows[0].as_ref().expect("a claim");
        assert_eq!((claim.event.actors.len(), claim.event.recipients[0].as_str()), (0, "state:russia"));
        assert_eq!(claim.event.place.as_ref().map(|p| p.name.as_str()), Some("Vienna"));
    }
}

#[test]
fn packed_files_are_read_as_they_stream() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(ACLED.as_bytes()).expect("packed");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("acled.csv", zip::write::SimpleFileOptions::default()).expect("a file");
    zip.write_all(ACLED.as_bytes()).expect("packed");
    let plain = read(EventSet::Acled, ACLED.as_bytes());
    let gzip = gzip.finish().expect("packed");
    assert_eq!(read(EventSet::Acled, &gzip), plain);
    assert_eq!(read(EventSet::Acled, &zip.finish().expect("packed").into_inner()), plain);
    // Cut off within: what was there is given, the break is told once.
    let cut = read(EventSet::Acled, &gzip[..gzip.len() - 12]);
    assert!(cut.iter().any(|r| r.as_ref().is_err_and(|p| p.to_string().contains("cannot be read on"))), "{cut:?}");
}

/// The quadruples that lie beside the project, where they are.
#[test]
fn the_published_quadruples_are_read_whole() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    for (set, rows, statements) in [("icews14", 90_730, 0.35), ("icews18", 468_558, 0.35)] {
        let folder = data.join(set);
        if !folder.exists() {
            eprintln!("skipped: {} is not there", folder.display());
            continue;
        }
        let (mut claims, mut left_out) = (0, 0);
        let mut keys = std::collections::BTreeSet::new();
        for row in import(EventSet::IcewsQuads, &folder, None).expect("opened") {
            match row {
                Ok(claim) => {
                    claims += 1;
                    assert!(keys.insert(claim.event.id.clone()), "{} twice", claim.event.id);
                }
                Err(passed) => {
                    assert!(!passed.fault.is_malformed(), "{set}: {passed}");
                    left_out += 1;
                }
            }
        }
        assert_eq!(claims + left_out, rows, "{set}");
        assert!(f64::from(left_out) < statements * f64::from(rows), "{set}: {left_out} of {rows} left out");
    }
}

fn all(rows: Rows) -> usize {
    rows.take(10_000).count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_bytes_give_rows(set in 0..5usize, bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let (_folder, path) = file(&bytes);
        if let Ok(rows) = import(EventSet::ALL[set], &path, None) {
            all(rows);
        }
    }

    #[test]
    fn a_good_row_with_any_cell_spoilt_gives_rows(set in 0..3usize, cell in 0..61usize, noise in "\\PC{0,12}") {
        let (set, mark, row) = [
            (EventSet::Icews, '\t', ICEWS.lines().nth(1).expect("a row").to_string()),
            (EventSet::Acled, ',', ACLED.lines().nth(4).expect("a row").to_string()),
            (EventSet::Gdelt, '\t', format!("7\t20260204{}", "\t1".repeat(59))),
        ][set].clone();
        let mut cells: Vec<&str> = row.split(mark).collect();
        let at = cell % cells.len();
        cells[at] = &noise;
        let rows = read(set, cells.join(&mark.to_string()).as_bytes());
        prop_assert!(!rows.is_empty());
    }
}
