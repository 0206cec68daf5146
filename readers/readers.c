/* readers.c - the formats that are read. */
#include "read.h"

extern const wn_reader_class wn_reader_csv, wn_reader_dbf, wn_reader_html, wn_reader_json,
    wn_reader_ldif, wn_reader_postgres, wn_reader_sqlite, wn_reader_vcard, wn_reader_xls,
    wn_reader_xlsx, wn_reader_xml, wn_reader_xml_sheet, wn_reader_fixed;

/* To add a format: a file in this folder, and a line here. */
const wn_reader_class *const wn_readers[] = {
    &wn_reader_csv,      &wn_reader_xls,
    &wn_reader_xlsx,     &wn_reader_xml_sheet,
    &wn_reader_html,     &wn_reader_json,
    &wn_reader_vcard,    &wn_reader_ldif,
    &wn_reader_dbf,      &wn_reader_sqlite,
    &wn_reader_postgres, &wn_reader_xml,
    &wn_reader_fixed,    NULL,
};
