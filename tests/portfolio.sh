# What tests/kill and tests/twice share: a portfolio to bill, and a look into the database. Needs $here, $dir and $agreements.

company=$(awk -F'"' '/^key *=/ { print $2; exit }' "$here/../examples/setup.toml")
model=$(awk -F'"' '/company.model/ { seen = 1 } /^key *=/ && seen { print $2; exit }' "$here/../examples/setup.toml")

# CVR numbers with a right check digit, devices of their own: one line of the file is one device.
awk -v n="$agreements" -v company="$company" -v model="$model" 'BEGIN {
    print "company,reference,customer_number,name,kind,country,registration,street,postcode,city,signed,kyc_approved,device,model,rent,licence"
    split("2 7 6 5 4 3 2", w, " "); made = 0
    for (s = 1000000; made < n; s++) {
        sum = 0; for (i = 1; i <= 7; i++) sum += substr(s, i, 1) * w[i]
        r = sum % 11; if (r == 1) continue
        c = r ? 11 - r : 0; made++
        printf "%s,K-%06d,K%06d,Butik %d ApS,business,DK,%d%d,Algade 1,4000,Roskilde,2026-01-01,2026-01-01,S%07d,%s,249.00,99.00\n", company, made, made, made, s, c, made, model
    }
}' > "$dir/agreements.csv"

# Runs the program on the portfolio's database: run URL ARGUMENTS...
run() {
    url=$1
    shift
    "$program" --today 2026-01-01 --files "$dir/files" --database "$url" "$@"
}

# A database with the portfolio in it, previewed and approved.
prepare() {
    run "$1" migrate >/dev/null
    run "$1" import setup "$here/../examples/setup.toml" >/dev/null
    run "$1" import agreements "$dir/agreements.csv" >/dev/null
    run "$1" bill preview --quarter 2026Q1 --company "$company" >/dev/null
    run "$1" bill approve --quarter 2026Q1 --company "$company" >/dev/null
}

# Rows of a table, or of what follows its name: count URL TABLE
count() {
    case $1 in
    sqlite://*) sqlite3 "${1#sqlite://}" "PRAGMA busy_timeout = 10000; SELECT COUNT(*) FROM $2" 2>/dev/null | tail -n 1 ;;
    *) psql -qAt "$1" -c "SELECT COUNT(*) FROM $2" ;;
    esac
}

command -v sqlite3 >/dev/null || apt-get install -y -qq sqlite3 >/dev/null
