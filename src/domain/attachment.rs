//! Files that people give as evidence: what is taken, by its first bytes; a name that does no harm; and a picture without what a camera
//! wrote beside it.

use entity::types::Media;

/// The largest file, in bytes.
pub const MOST_BYTES: usize = 8 * 1024 * 1024;
/// The largest files that are sent together, in bytes.
pub const MOST_TOGETHER: usize = 24 * 1024 * 1024;
/// The most files of one report, swap or incident.
pub const MOST_FILES: usize = 10;
/// The longest name, in letters, without its ending.
const LONGEST: usize = 60;

/// What a file is by its first bytes. None: nothing that is taken, whatever its name says.
#[must_use]
pub fn media_of(bytes: &[u8]) -> Option<Media> {
    let riff = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    match bytes {
        _ if bytes.starts_with(&[0xff, 0xd8, 0xff]) => Some(Media::Jpeg),
        _ if bytes.starts_with(PNG) => Some(Media::Png),
        _ if riff => Some(Media::Webp),
        _ if bytes.starts_with(b"%PDF-") => Some(Media::Pdf),
        _ => None,
    }
}

/// The ending of a kind of file.
const fn ending(media: Media) -> &'static str {
    match media {
        Media::Jpeg => "jpg",
        Media::Png => "png",
        Media::Webp => "webp",
        Media::Pdf => "pdf",
    }
}

/// A file's name without folders, signs that mean something elsewhere, and an ending that is not its own.
#[must_use]
pub fn harmless(name: &str, media: Media) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | ' ') { c } else { '_' };
    let stem: String = stem.chars().map(plain).take(LONGEST).collect();
    let stem = stem.trim_matches([' ', '_', '-']);
    format!("{}.{}", if stem.is_empty() { "file" } else { stem }, ending(media))
}

/// A file as it is kept: of a picture only what shows it, without place, time, owner and other pictures behind it; how a photograph is
/// to be turned stays. None: it only begins like one.
#[must_use]
pub fn kept(media: Media, bytes: Vec<u8>) -> Option<Vec<u8>> {
    match media {
        Media::Jpeg => jpeg(&bytes),
        Media::Png => png(&bytes),
        Media::Webp => webp(&bytes),
        Media::Pdf => Some(bytes),
    }
}

/// Two bytes as a number, the greater first.
fn two(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(*bytes.get(at)?) << 8 | usize::from(*bytes.get(at.checked_add(1)?)?))
}

/// Up to four bytes as a number, the greater first.
fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte))
}

/// The parts of a JPEG file that show the picture, up to its end.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut at, mut turn, mut begin) = (bytes.get(..2)?.to_vec(), 2, None, 2);
    let mut seen = false;
    loop {
        // A file that is broken off is kept as far as it goes, if it shows anything.
        let (Some(0xff), Some(marker)) = (bytes.get(at), bytes.get(at + 1)) else {
            return seen.then(|| turned(out, begin, turn));
        };
        match *marker {
            0xff => {
                at += 1;
                continue;
            }
            0xd9 => {
                out.extend([0xff, 0xd9]);
                return seen.then(|| turned(out, begin, turn));
            }
            0x01 | 0xd0..=0xd7 => {
                out.extend([0xff, *marker]);
                at += 2;
                continue;
            }
            _ => {}
        }
        let end = (at + 2).checked_add(two(bytes, at + 2)?)?;
        let (segment, says) = (bytes.get(at..end)?, bytes.get(at + 4..end)?);
        let shows = match *marker {
            0xe0 | 0xee => true,
            0xe1 => {
                turn = turn.or_else(|| orientation(says.strip_prefix(b"Exif\0\0")?));
                false
            }
            0xe2 => says.starts_with(b"ICC_PROFILE\0"),
            0xe3..=0xef | 0xfe => false,
            _ => true,
        };
        if shows {
            out.extend_from_slice(segment);
        }
        if *marker == 0xe0 && begin == 2 {
            begin = out.len();
        }
        at = end;
        if *marker == 0xda {
            let scan = scanned(bytes, at);
            out.extend_from_slice(bytes.get(at..scan)?);
            (at, seen) = (scan, true);
        }
    }
}

/// Where the coded picture ends that begins at a place: at the next marker that is no part of it.
fn scanned(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let ends = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff);
    rest.windows(2).position(ends).map_or(bytes.len(), |found| from + found)
}

/// How a photograph is to be turned, by the first directory of what its camera wrote; none: as it is.
fn orientation(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let read = |at: usize, size: usize| {
        let mut part = tiff.get(at..at.checked_add(size)?)?.to_vec();
        if little {
            part.reverse();
        }
        Some(number(&part))
    };
    let directory = read(4, 4)?;
    let entries = read(directory, 2)?;
    let entry = |nth: usize| directory.checked_add(2)?.checked_add(nth.checked_mul(12)?);
    let found = (0..entries.min(512)).filter_map(entry).find(|at| read(*at, 2) == Some(0x0112))?;
    let turn = u8::try_from(read(found.checked_add(8)?, 2)?).ok()?;
    (2..=8).contains(&turn).then_some(turn)
}

/// A JPEG file that says how it is to be turned, and nothing else.
fn turned(mut out: Vec<u8>, begin: usize, turn: Option<u8>) -> Vec<u8> {
    let Some(turn) = turn else { return out };
    let mut says = vec![0xff, 0xe1, 0x00, 0x22];
    says.extend(b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    says.extend([turn, 0, 0, 0, 0, 0, 0]);
    out.splice(begin..begin, says);
    out
}

/// What every PNG file begins with.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The parts of a PNG file that show the picture.
const PNG_SHOWN: [&[u8; 4]; 17] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD",
    b"pHYs", b"hIST", b"acTL", b"fcTL", b"fdAT",
];

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut at) = (PNG.to_vec(), PNG.len());
    loop {
        let kind = bytes.get(at + 4..at + 8)?;
        let end = number(bytes.get(at..at + 4)?).checked_add(at + 12)?;
        let chunk = bytes.get(at..end)?;
        if PNG_SHOWN.iter().any(|shown| kind == *shown) {
            out.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return Some(out);
        }
        at = end;
    }
}

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut at) = (bytes.get(..12)?.to_vec(), 12);
    while let Some(kind) = bytes.get(at..at + 4) {
        let size = u32::from_le_bytes(bytes.get(at + 4..at + 8)?.try_into().ok()?);
        let size = usize::try_from(size).ok()?;
        let end = (at + 8).checked_add(size)?.checked_add(size % 2)?;
        let begin = out.len();
        if !matches!(kind, b"EXIF" | b"XMP ") {
            out.extend_from_slice(bytes.get(at..end)?);
        }
        // Two of its flags say that there is what was left out.
        if let (b"VP8X", Some(flags)) = (kind, out.get_mut(begin + 8)) {
            *flags &= !0x0c;
        }
        at = end;
    }
    let size = u32::try_from(out.len() - 8).ok()?;
    out.get_mut(4..8)?.copy_from_slice(&size.to_le_bytes());
    (out.len() > 12).then_some(out)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A segment of a JPEG file.
    fn segment(marker: u8, says: &[u8]) -> Vec<u8> {
        let length = u16::try_from(says.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker][..], &length, says].concat()
    }

    /// What a camera writes, the lesser byte first: a place, and that the picture is to be turned.
    fn exif(turn: u8) -> Vec<u8> {
        let mut says = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
        says.extend(b"\x25\x88\x04\0\x01\0\0\0GPS!");
        says.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, turn, 0, 0, 0, 0, 0, 0, 0]);
        says
    }

    const SCAN: &[u8] = b"\x01\x02\xff\x00\x03\xff\xd0\x04";

    fn photograph(turn: u8) -> Vec<u8> {
        [
            &[0xff, 0xd8][..],
            &segment(0xe0, b"JFIF\0"),
            &segment(0xe1, &exif(turn)),
            &segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0GPS!"),
            &segment(0xe2, b"ICC_PROFILE\0\x01\x01colour"),
            &segment(0xe2, b"MPF\0GPS!"),
            &segment(0xfe, b"GPS!"),
            &segment(0xdb, b"table"),
            &segment(0xda, b"scan"),
            SCAN,
            &segment(0xda, b"more"),
            SCAN,
            &[0xff, 0xd9],
            b"\xff\xd8another picture with GPS!",
        ]
        .concat()
    }

    #[test]
    fn a_photograph_keeps_its_picture_and_loses_its_place() {
        let kept = kept(Media::Jpeg, photograph(6)).unwrap();
        assert!(!kept.windows(4).any(|part| part == b"GPS!"));
        assert_eq!(orientation(&kept[2 + 9 + 4 + 6..]), Some(6), "it is still turned");
        let shows = [
            segment(0xe2, b"ICC_PROFILE\0\x01\x01colour"),
            segment(0xdb, b"table"),
            segment(0xda, b"scan"),
            SCAN.to_vec(),
            segment(0xda, b"more"),
            SCAN.to_vec(),
            vec![0xff, 0xd9],
        ]
        .concat();
        assert!(kept.ends_with(&shows));
        assert_eq!(kept.len(), 2 + 9 + 36 + shows.len());
        // One that is not turned has nothing of the kind; once more, nothing changes.
        assert_eq!(jpeg(&photograph(1)).unwrap().len(), 2 + 9 + shows.len());
        assert_eq!(jpeg(&kept).unwrap(), kept);
        assert_eq!(jpeg(b"\xff\xd8\xff"), None);
        assert_eq!(jpeg(&[&[0xff, 0xd8][..], &segment(0xdb, b"table"), &[0xff, 0xd9]].concat()), None, "no picture");
    }

    #[test]
    fn other_pictures_lose_what_was_written_beside_them() {
        let chunk = |kind: &[u8], says: &[u8]| {
            [&u32::try_from(says.len()).unwrap().to_be_bytes()[..], kind, says, b"crc!"].concat()
        };
        let parts = [chunk(b"IHDR", b"size"), chunk(b"IDAT", b"picture"), chunk(b"IEND", b"")];
        let beside = [chunk(b"eXIf", b"GPS!"), chunk(b"tEXt", b"GPS!"), chunk(b"tIME", b"GPS!")].concat();
        let sent = [PNG, &parts[0], &beside, &parts[1], &parts[2], b"GPS!"].concat();
        assert_eq!(png(&sent).unwrap(), [PNG, &parts.concat()].concat());
        let part = |kind: &[u8], says: &[u8]| {
            let end: &[u8] = if says.len() % 2 == 1 { &[0] } else { &[] };
            [kind, &u32::try_from(says.len()).unwrap().to_le_bytes()[..], says, end].concat()
        };
        let file = |parts: Vec<Vec<u8>>| {
            let all = parts.concat();
            [b"RIFF", &u32::try_from(all.len() + 4).unwrap().to_le_bytes()[..], b"WEBP", &all].concat()
        };
        let sent = file(vec![
            part(b"VP8X", b"\x1c\0\0\0size"),
            part(b"VP8 ", b"picture"),
            part(b"EXIF", b"GPS!"),
            part(b"XMP ", b"GPS"),
        ]);
        assert_eq!(webp(&sent).unwrap(), file(vec![part(b"VP8X", b"\x10\0\0\0size"), part(b"VP8 ", b"picture")]));
    }

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        assert_eq!(media_of(&photograph(1)), Some(Media::Jpeg));
        assert_eq!(media_of(PNG), Some(Media::Png));
        assert_eq!(media_of(b"RIFF1234WEBPVP8 "), Some(Media::Webp));
        assert_eq!(media_of(b"%PDF-1.7"), Some(Media::Pdf));
        for other in [&b""[..], b"MZ", b"<svg", b"RIFF1234WAVE", b"GIF89a", b" %PDF-", b"PK\x03\x04"] {
            assert_eq!(media_of(other), None);
        }
    }

    #[test]
    fn a_name_does_no_harm() {
        for (name, kept) in [
            ("Glasset er knust.JPG", "Glasset er knust.jpg"),
            ("C:\\temp\\..\\skærm.jpeg", "skærm.jpg"),
            ("../../etc/passwd", "passwd.jpg"),
            ("a\"; filename=\"b.exe", "a__ filename=_b.jpg"),
            ("x\r\nSet-Cookie: a=b.png", "x__Set-Cookie_ a_b.jpg"),
            ("\u{202e}gpj.exe", "gpj.jpg"),
            ("...", "file.jpg"),
            ("", "file.jpg"),
        ] {
            assert_eq!(harmless(name, Media::Jpeg), kept.replace('=', "_"), "{name}");
        }
        assert_eq!(harmless(&"a".repeat(500), Media::Pdf).len(), LONGEST + 4);
    }

    proptest! {
        #[test]
        fn whatever_is_sent_is_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0_usize..300, with in any::<u8>()) {
            for media in Media::ALL {
                let _ = kept(*media, bytes.clone());
            }
            let mut photograph = photograph(3);
            if let Some(byte) = photograph.get_mut(at) {
                *byte = with;
            }
            let _ = jpeg(&photograph);
            let _ = jpeg(&photograph[..at.min(photograph.len())]);
            let _ = webp(&[b"RIFF\0\0\0\0WEBP", &bytes[..]].concat());
            let _ = png(&[PNG, &bytes[..]].concat());
        }
    }
}
