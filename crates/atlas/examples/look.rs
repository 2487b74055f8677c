//! Looks up names (`look find Haftar`), scans text from standard input (`look scan`), shows an entity (`look show ID`).

use atlas::Atlas;

fn main() {
    let atlas = Atlas::builtin();
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.first().map(String::as_str) {
        Some("find") => {
            for hit in atlas.find(&args[1..].join(" ")) {
                println!("{:?}\t{:?}\t{}", hit.strength, hit.via, atlas.get(hit.key).id());
            }
        }
        Some("person") => {
            for hit in atlas.find_person(&args[1..].join(" ")) {
                println!("{}", atlas.get(hit.key).id());
            }
        }
        Some("show") => {
            for id in &args[1..] {
                let Some(e) = atlas.entity(id) else {
                    println!("{id}: unknown");
                    continue;
                };
                println!(
                    "{id}\t{}\t{:?}\t{:?}\t{:?}\t{:?}\trank {}",
                    e.name(),
                    e.kind(),
                    e.country(),
                    e.lat_lon(),
                    e.valid(),
                    e.rank()
                );
                for n in e.names() {
                    println!("\t{:?}\t{:?}\t{}", n.strength, n.via, n.text);
                }
                for o in atlas.offices(e.key()) {
                    println!("\t{:?} {} of {} {:?} {:?}", o.role, o.title, atlas.get(o.of).id(), o.from, o.to);
                }
                let side = atlas.side(e.key(), None).map(|s| atlas.get(s).id());
                println!("\tside {side:?}");
            }
        }
        Some("scan") => {
            // One text a line, tokens between spaces.
            for (number, line) in std::io::stdin().lines().map_while(Result::ok).enumerate() {
                let tokens: Vec<&str> = line.split_whitespace().collect();
                for span in atlas.scan(&tokens) {
                    let hits = span.hits.iter().take(3).map(|h| {
                        let side = atlas.side(h.key, None).map_or("", |s| atlas.get(s).id());
                        format!("{:?} {} ({side})", h.strength, atlas.get(h.key).id())
                    });
                    let words = tokens[span.start..span.end].join(" ");
                    println!("{}\t{words}\t{}", number + 1, hits.collect::<Vec<_>>().join(" | "));
                }
            }
        }
        _ => println!("look find NAME | look person NAME | look show ID… | look scan < TEXT"),
    }
}
