-- The functions of the extension winnow, printed by packaging/postgres/functions.c.
-- A change after a release is a new version of the extension, with a script from the
-- version before it.
\echo Use "CREATE EXTENSION winnow" to load this file. \quit

-- What is known of a value: what `winnow apply` says of it.
CREATE TYPE winnow.judged AS (state text, value text, remark text, suggestion text);

CREATE FUNCTION winnow.address(value text, part text DEFAULT NULL, lines text DEFAULT NULL, region text DEFAULT NULL)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_address' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.address(text, text, text, text) IS $$a postal address on one line; its parts, for Chinese ones
part: take this part only; province to code (GB/T 2260) of Chinese addresses, by the Ministry of Civil Affairs' table of 31 December 2024 and what was announced up to April 2026. A division that is no more gives today's, with the remark changed (of several: itself, and the suggestion names them). Empty where it is not certain: a road called like a city, a district of several cities. country: ISO 3166, of the name at the end, a Chinese division, or a state that nobody else has (New Jersey, and GA 30301; not Georgia, not GA alone) (full | province | city | district | code | detail | postcode | country)
lines: keep: the lines of the address stay apart (join | keep)
region: country whose postcodes are looked for$$;

CREATE FUNCTION winnow.bool(value text, cross text DEFAULT NULL)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_bool' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.bool(text, text) IS $$yes or no in any spelling, to 1 or 0. X is yes in one list and no in another: cross= says which
cross: what X says: yes (a cross in a box) or no (as beside O); ask: yes, with a remark (ask | yes | no)$$;

CREATE FUNCTION winnow.card(value text)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_card' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.card(text) IS $$the number of a bank card (ISO/IEC 7812), by its check digit$$;

CREATE FUNCTION winnow.cn_id(value text, part text DEFAULT NULL)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_cn_id' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.cn_id(text, text) IS $$a Chinese identity number (GB 11643): its province, the day of birth and the check character must be right; 15 digits become 18. One of a county that is none (123456...) is remarked on
part: take what the number says: birthday, gender or province (GB/T 2260) (number | birthday | gender | province)$$;

CREATE FUNCTION winnow.company(value text, part text DEFAULT NULL)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_company' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.company(text, text) IS $$the name of a company. Its legal form is known by lists (of ISO 20275, too), at the end, or in front where the form stands there; a word that is no form where it is written so (AS Alfa, Day Spa) stays in the base
part: take this part of the name only; base: without legal form; key: to compare by (full | base | brand | form | place | branch | key | pinyin | initials)$$;

CREATE FUNCTION winnow.country(value text)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_country' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.country(text) IS $$a country by its name in any language, to ISO 3166 (DE); a state or city is none$$;

CREATE FUNCTION winnow.date(value text, date_order text DEFAULT NULL, format text DEFAULT NULL, calendar text DEFAULT NULL, serial text DEFAULT NULL, "window" text DEFAULT NULL, no_year text DEFAULT NULL)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_date' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.date(text, text, text, text, text, text, text) IS $$a date, to YYYY-MM-DD; a time beside it is not kept. Not valid: a day that is none, one whose day and month could be exchanged, one without its year, of a calendar that is not converted (农历, Hijri), before 1583. A weekday that is not the day's, and days that systems write for none, are remarked on
date_order: order of day and month where a date does not prove it; ask: all rows of the column decide (ask | ymd | dmy | mdy)
format: how the source writes it: yyyy MM dd HH mm ss in their places
calendar: whose years: gregorian, roc (民國 112), buddhist (2566), persian (1402); what cannot be one of that calendar stays as written (gregorian | roc | buddhist | persian)
serial: bare numbers are day counts of a spreadsheet: 1900 or 1904 system; auto: only five digits are, of the 1900 system (auto | 1900 | 1904)
"window": two-digit years are of the hundred years from here; without it from 1969 on, and 30 to 68 are remarked on: programs do not agree on them
no_year: the year that stands for an unknown one in birthdays: 1604 (and 0000); such a date is not taken$$;

CREATE FUNCTION winnow.datetime(value text, date_order text DEFAULT NULL, format text DEFAULT NULL, calendar text DEFAULT NULL, serial text DEFAULT NULL, "window" text DEFAULT NULL, no_year text DEFAULT NULL, timezone text DEFAULT NULL)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_datetime' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.datetime(text, text, text, text, text, text, text, text) IS $$a date and time, to YYYY-MM-DDTHH:MM:SS, in UTC (Z) when the zone is known; fractions of a second are cut. Not valid: what is no date, a zone that several places call so (CST, IST, BST) unless timezone= is one of them, and in timezone= an hour that clocks left out or showed twice
date_order: order of day and month where a date does not prove it; ask: all rows of the column decide (ask | ymd | dmy | mdy)
format: how the source writes it: yyyy MM dd HH mm ss in their places
calendar: whose years: gregorian, roc (民國 112), buddhist (2566), persian (1402); what cannot be one of that calendar stays as written (gregorian | roc | buddhist | persian)
serial: bare numbers are day counts of a spreadsheet: 1900 or 1904 system; auto: only five digits are, of the 1900 system (auto | 1900 | 1904)
"window": two-digit years are of the hundred years from here; without it from 1969 on, and 30 to 68 are remarked on: programs do not agree on them
no_year: the year that stands for an unknown one in birthdays: 1604 (and 0000); such a date is not taken
timezone: time zone of times that do not name one: Asia/Shanghai, UTC ...$$;

CREATE FUNCTION winnow.email(value text)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_email' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.email(text) IS $$an e-mail address, in lower case: the first of several, without its label or its owner's name, and with a remark. Refused: a comma or a blank for a dot (the finding suggests the dot), a domain of characters that no domain has, quoted mailboxes. Mailboxes of nobody (test at test.com) are remarked on$$;

CREATE FUNCTION winnow.gender(value text)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_gender' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.gender(text) IS $$male, female, other or unknown, in any spelling$$;

CREATE FUNCTION winnow.iban(value text)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_iban' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.iban(text) IS $$an international bank account number (ISO 13616), by its check digits$$;

CREATE FUNCTION winnow.id(value text, kind text DEFAULT NULL)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_id' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.id(text, text) IS $$an identifier: kept byte for byte, leading zeros too
kind: salesforce: ids of 15 characters get their check suffix, those of 18 are checked (plain | salesforce)$$;

CREATE FUNCTION winnow.integer(value text, "decimal" text DEFAULT NULL, unit text DEFAULT NULL)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_integer' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.integer(text, text, text) IS $$a whole number; 1.000 is 1 or 1000: the column or decimal= decides, else it is refused as ambiguous; groups must have their three digits
"decimal": which mark stands before the fraction; auto: the number itself shows it, else the other rows of its column (1.234 alone is not taken; 1,234 is, unless a row has a decimal comma) (auto | point | comma)
unit: what the column counts in: 万元, T€, thousand, 000s, млн ...; a cell that names a unit itself counts in that$$;

CREATE FUNCTION winnow.language(value text)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_language' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.language(text) IS $$a language by its name or code, to ISO 639-1 (de)$$;

CREATE FUNCTION winnow.link(value text, kind text DEFAULT NULL)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_link' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.link(text, text) IS $$the key of another record; becomes that record's id in the target
kind: salesforce: ids of 15 characters get their check suffix, those of 18 are checked (plain | salesforce)$$;

CREATE FUNCTION winnow.mask(value text, kind text DEFAULT NULL)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_mask' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.mask(text, text) IS $$a value as it may leave the machine
kind: what to leave: of a name the first character, of a phone number the ends ... (none | name | email | phone | tail4 | year | pseudonym | all)$$;

CREATE FUNCTION winnow.money(value text, "decimal" text DEFAULT NULL, unit text DEFAULT NULL, part text DEFAULT NULL)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_money' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.money(text, text, text, text) IS $$an amount of money, as a plain decimal number; part=currency has its currency. 1.234 is refused as ambiguous where neither its column nor decimal= tells the mark; so are groups of a wrong length, two units (5 K万), ranges and prices for a unit (5 EUR/kg). Words beside an amount with its currency are left out, with a remark (rest, several)
"decimal": which mark stands before the fraction; auto: the number itself shows it, else the other rows of its column (1.234 alone is not taken; 1,234 is, unless a row has a decimal comma) (auto | point | comma)
unit: what the column counts in: 万元, T€, thousand, 000s, млн ...; a cell that names a unit itself counts in that
part: currency: take the currency's code only (EUR), where the text names one (amount | currency)$$;

CREATE FUNCTION winnow.name(value text, "order" text DEFAULT NULL, part text DEFAULT NULL)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_name' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.name(text, text, text) IS $$the name of a person; of two people in one cell nothing is taken apart; a part that the words do not show (Yang Li, 田中健) is left empty, with a remark
"order": which part of a Latin name is written first, where no comma says it (auto | family-first | given-first)
part: take this part of the name only; key: pinyin or plain letters, to compare by (full | family | given | title | suffix | nickname | key)$$;

CREATE FUNCTION winnow.percent(value text, "decimal" text DEFAULT NULL, unit text DEFAULT NULL)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_percent' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.percent(text, text, text) IS $$a percentage, as a decimal number of percent (12.5); with three digits behind its only mark (12.500; 12,500) the column or decimal= decides, else it is refused as ambiguous
"decimal": which mark stands before the fraction; auto: the number itself shows it, else the other rows of its column (1.234 alone is not taken; 1,234 is, unless a row has a decimal comma) (auto | point | comma)
unit: what numbers without a sign are: percent, per mille, or shares of 1 (0.125) (% | ‰ | 1)$$;

CREATE FUNCTION winnow.phone(value text, region text DEFAULT NULL, region_from text DEFAULT NULL, area text DEFAULT NULL, area_from text DEFAULT NULL, form text DEFAULT NULL)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_phone' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.phone(text, text, text, text, text, text) IS $$a telephone number of any country, to E.164 (+8613800138000), by the number plans of libphonenumber 9.0.43 (2026-11-10). Refused: what no plan has; what nothing tells the country of; what is grouped as in another country, (212) 555-5298 in China. Remarked on: a second number, text beside it, letters dialled, 13800000000
region: country of numbers without a country code: CN, US, DE ...; none is assumed
region_from: what stands in the column with each record's country, by any name; or several, the surest first: Country | State | Zip | Address | City. Where they say nothing, region=
area: Chinese city whose area code is suggested for local numbers without one
area_from: what stands in the column with each record's city or address, for the same
form: what to write: the number for machines or as people dial it, its region, or its type (e164 | national | region | type)$$;

CREATE FUNCTION winnow.text(value text, markup text DEFAULT NULL, pinyin text DEFAULT NULL, script text DEFAULT NULL)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_text' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.text(text, text, text, text) IS $$free text: blanks, width, invisible characters, HTML and wrong encodings put right. What joins letters stays in Persian, scripts of India and emoji. Numbers of bank cards, IBANs, identity numbers and SSNs that are called so are remarked on
markup: tags and entities of HTML: <br>, &amp; (keep | remove)
pinyin: readings in brackets behind characters: 營(yíng)銷(xiāo) (keep | remove)
script: write Chinese in simplified or in traditional characters (keep | simplified | traditional)$$;

CREATE FUNCTION winnow.url(value text, part text DEFAULT NULL)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_url' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.url(text, text) IS $$a web address (http or https), its host with an end (www.example has none)
part: the whole address, the host, or the domain its owner registered (full | host | domain)$$;

CREATE FUNCTION winnow.uscc(value text)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_uscc' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.uscc(text) IS $$a Chinese unified social credit code (GB 32100): the organ that registered it, the division and the check character must be right; a person's identity number is none$$;

CREATE FUNCTION winnow.vat(value text, region text DEFAULT NULL)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_vat' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.vat(text, text) IS $$a VAT number of the European Union, by its check digits
region: country of numbers that do not begin with one: DE, FR ...$$;

CREATE FUNCTION winnow.judge(transform text, value text, VARIADIC options text[] DEFAULT '{}')
    RETURNS winnow.judged AS 'MODULE_PATHNAME', 'winnow_judge' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.judge(text, text, text[]) IS $$What winnow says of a value. state: clean, empty, invalid (no such value; or, where the remark is ambiguous, one that has two readings) or unknown (it may be one, but which is not known); value: as the type is written where it is clean, the text as it stands where it is invalid or unknown; remark: why a person should look at it, or NULL; suggestion: what it is likely to be, or NULL. Options as for winnow apply: 'region=CN'$$;
CREATE FUNCTION winnow.apply(transform text, value text, VARIADIC options text[] DEFAULT '{}')
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_apply' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.apply(text, text, text[]) IS $$The value as the type is written; NULL where it is none, or not known. Options as for winnow apply: 'region=CN'$$;
CREATE FUNCTION winnow.name_key(name text)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_name_key' STRICT LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.name_key(text) IS $$The same for all spellings of a person's name: zhang wei for ZHANG Wei and for Wei Zhang in Chinese characters; NULL: nothing to compare$$;
CREATE FUNCTION winnow.company_key(name text)
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_company_key' STRICT LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.company_key(text) IS $$The same for all spellings of a company's name, without its legal form and its place; NULL: nothing to compare$$;
CREATE FUNCTION winnow.jaro_winkler(a text, b text)
    RETURNS float8 AS 'MODULE_PATHNAME', 'winnow_jaro_winkler' STRICT LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION winnow.jaro_winkler(text, text) IS $$How alike two spellings are, 0 to 1, by their first 64 characters; what is less than 0.7 may be 0$$;
CREATE FUNCTION winnow.version()
    RETURNS text AS 'MODULE_PATHNAME', 'winnow_version' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION winnow.version() IS $$The version of winnow that answers. Another one may read some values otherwise: REINDEX what is made with its functions$$;
