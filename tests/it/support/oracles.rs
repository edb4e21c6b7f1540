//! Data that this project did not make. Tests are judged by them where the folder is there, and say so where it is not.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

static LEFT_OUT: AtomicUsize = AtomicUsize::new(0);

/// The folder of the oracles: `TILLHOLD_ORACLES`, or `../shared/oracles` beside the project. `None` where there is none.
pub fn dir() -> Option<PathBuf> {
    let folder = std::env::var_os("TILLHOLD_ORACLES")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/oracles"), PathBuf::from);
    folder.is_dir().then_some(folder)
}

/// Says on stderr that a test was left out for want of the oracles, and how many are by now: the last such line has the sum.
pub fn left_out(name: &str) {
    let sum = LEFT_OUT.fetch_add(1, Ordering::Relaxed) + 1;
    // Straight to the handle: the test harness swallows what eprintln! writes in a test that passes.
    let _ = writeln!(
        std::io::stderr(),
        "LEFT OUT: {name} (no folder of oracles; set TILLHOLD_ORACLES). Left out so far: {sum}"
    );
}

/// The rows of `vectors/<file>` by column, without the header, which must be `columns`. `None`, and said so, without oracles.
pub fn vectors<const N: usize>(test: &str, file: &str, columns: [&str; N]) -> Option<Vec<[String; N]>> {
    let Some(dir) = dir() else {
        left_out(test);
        return None;
    };
    let path = dir.join("vectors").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(!text.contains('"'), "{file} has quotes, which this reader does not know");
    let mut rows = text.lines().map(|line| {
        let cells: Vec<String> = line.splitn(N, ',').map(str::to_owned).collect();
        <[String; N]>::try_from(cells).unwrap_or_else(|cells| panic!("{file}: not {N} columns: {cells:?}"))
    });
    assert_eq!(rows.next(), Some(columns.map(str::to_owned)), "{file}: header");
    let rows: Vec<_> = rows.collect();
    assert!(!rows.is_empty(), "{file} has no rows");
    Some(rows)
}

/// A column of `True` and `False`.
pub fn truth(cell: &str) -> bool {
    match cell {
        "True" => true,
        "False" => false,
        other => panic!("neither True nor False: {other}"),
    }
}
