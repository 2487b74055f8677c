//! Prints what is read of PDF files: `cargo run -p detente-source --example pdf_text -- FILE…`.

use source::{Intake, Taking, parcels};

fn main() {
    for parcel in parcels(std::env::args().skip(1), Taking::default(), None) {
        let intake = Intake { any_language: true, ..Intake::default() };
        match parcel.map_err(|refused| refused.error).and_then(|parcel| parcel.open(&intake, None)) {
            Ok(loaded) => println!("{:#?}\n{}", loaded.document, loaded.document.text),
            Err(error) => println!("ERR {error:?}: {error}"),
        }
    }
}
