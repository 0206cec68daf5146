#!/usr/bin/env node
/*
 * phone_plans.js DIR - writes transforms/phone_plans.tsv from libphonenumber's metadata
 * as two packages of npm carry it, unpacked in DIR: make phone-plans. An ordinary build
 * needs neither; tools/phone_automata.c reads the table.
 *
 *   libphonenumber-js      the newest plans, its version and date (CHANGELOG.md)
 *   google-libphonenumber  what the first leaves out: the lengths of numbers that are
 *                          dialled locally only, and where mobile numbers are fixed ones
 */
"use strict";
const fs = require("fs");
const path = require("path");

const dir = path.resolve(process.argv[2] || ".");
const plans = require(path.join(dir, "libphonenumber-js", "metadata.max.json"));
const whole = require(path.join(dir, "google-libphonenumber")).metadata.countryToMetadata;
const log = fs.readFileSync(path.join(dir, "libphonenumber-js", "CHANGELOG.md"), "utf8");

/* Places of a type in the first package, and of its description in the second. */
const types = [["premium", 3, 5], ["toll-free", 2, 4], ["shared-cost", 9, 6],
               ["voip", 8, 8], ["personal", 4, 7], ["pager", 7, 21], ["uan", 6, 25],
               ["voicemail", 5, 28], ["fixed", 0, 2], ["mobile", 1, 3]];
const FIXED = 0, MOBILE = 1;
const GENERAL = 1, LOCAL_ONLY = 10, SAME = 18;

function line(...cells) {
    process.stdout.write(cells.map((c) => c || "").join("\t") + "\n");
}

function localOnly(id, at) {
    return ((whole[id] && whole[id][at] || [])[LOCAL_ONLY] || []).join(",");
}

/* The newest release that names its metadata: "1.2.3 / 31.12.2026 ... version 9.0.1:" */
function release() {
    const found = /^[\d.]+ \/ (\d+)\.(\d+)\.(\d+)\n=+\n[^=]*?metadata to version ([\d.]+\d)/m
        .exec(log);
    const [, day, month, year, version] = found;
    return [version, `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`];
}

function writeRegion(id, key, main, m) {
    const kinds = (m[11] || []).slice(), same = whole[key] && whole[key][SAME];

    if (same && !(kinds[MOBILE] && kinds[MOBILE][0]))
        kinds[MOBILE] = kinds[FIXED];
    line("region", id, m[0], (main ? "main" : "") + (same ? "same" : ""), m[1], m[7] || m[5],
         m[8], m[10], m[13]);
    line("general", m[2], m[3].join(","), localOnly(key, GENERAL));
    for (const [name, at, desc] of types) {
        const kind = kinds[at];
        if (kind && kind[0])
            line(name, kind[0], (kind[1] || []).join(","), localOnly(key, desc));
    }
    for (const f of m[4] || [])
        line("format", f[0], f[1], f[3] || m[6], (f[2] || []).slice(-1)[0]);
}

function main() {
    const [version, date] = release(), all = [];

    for (const id of Object.keys(plans.countries)) {
        const m = plans.countries[id], sharing = plans.country_calling_codes[m[0]];
        all.push([id, id, sharing.length > 1 && sharing[0] === id, m]);
    }
    for (const code of Object.keys(plans.nonGeographic))
        all.push(["001", code, false, plans.nonGeographic[code]]);
    process.stdout.write(`# Telephone number plans of all regions, written by tools/phone_plans.js.
# version\t${version}
# date\t${date}
# From the metadata of libphonenumber, Copyright (C) The Libphonenumber Authors,
# licensed under the Apache License, Version 2.0 (http://www.apache.org/licenses/LICENSE-2.0),
# as the packages libphonenumber-js and google-libphonenumber of npm carry it.
# region: id, country code, flags, international prefix, national prefix, its rewriting, leading digits, label of extensions
# a type of number: pattern, lengths, lengths dialled locally only
# format: pattern, how it is written, with the national prefix, for numbers beginning with
`);
    for (const a of all)
        writeRegion(...a);
}

main();
