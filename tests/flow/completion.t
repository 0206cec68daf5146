#!/bin/sh
# completion.t - what shells complete: each command and option by its name, packs, the words
# that an option takes; names with blanks stay one word. If this fails, people type by heart. TAP.
. tests/lib.sh
dir=$PWD/packaging/completions
for shell in bash:winnow zsh:_winnow fish:winnow.fish; do
    file=$dir/${shell#*:} missing=
    for c in $("$WINNOW" --help | sed -n 's/^  \([a-z]*\) .*/\1/p' | grep -v winnow); do
        case $shell in
        bash*) of=$(sed -n "s/^    $c) words='\(.*\)' ;;$/\1/p" "$file") ;;
        zsh*) of=$(sed -n "/^$c)$/,/^    ;;$/p" "$file" | grep -o -- '--[a-z-]*' ) ;;
        *)
            of=$(grep -E "seen_subcommand_from [a-z ]*\b$c\b|winnow (-s . )?-l" "$file" | sed -n 's/.* -l \([a-z-]*\).*/--\1/p')
            grep -q -- "-a $c " "$file" || of= ;;
        esac
        for o in $("$WINNOW" "$c" --help | grep -oE '^  (-o, )?--[a-z-]+' | grep -o -- '--.*'); do
            echo " "$of" " | grep -q -- " $o " || missing="$missing $c:$o"
        done
    done
    is "${shell%:*}: each option of each command" "$missing" ""
    is "${shell%:*}: each pack" "$(for p in mappings/*.xml; do p=$(basename "$p" .xml); [ "$p" = crm.model ] || grep -qw "$p" "$file" || echo "$p"; done)" ""
done
touch "$tmp/two words.csv"; cd "$tmp" || exit 1
if command -v bash >/dev/null; then
    try() { bash -c '. "$0"; COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _winnow; printf "%s|" "${COMPREPLY[@]}"' "$dir/winnow" "$@"; }
    is "bash: a command" "$(try winnow he)" "health|"
    is "bash: an option" "$(try winnow run --dr)" "--dry-run|"
    is "bash: the words of an option" "$(try winnow health --fail-on '')" "red|yellow|never|"
    is "bash: a pack" "$(try winnow run salesf)" "salesforce|"
    is "bash: no pack where none is taken" "$(try winnow cat salesf)" "|"
    is "bash: a name with a blank is one" "$(try winnow cat tw)" "two words.csv|"
else skip "bash completes" "no bash here"; fi
if command -v fish >/dev/null; then
    try() { HOME=$tmp XDG_CONFIG_HOME=$tmp XDG_DATA_HOME=$tmp fish -N -c "source $dir/winnow.fish; complete -C '$1'" | cut -f1 | sort | tr '\n' '|'; }
    is "fish: a command" "$(try 'winnow he')" "health|"
    is "fish: an option" "$(try 'winnow run --dr')" "--dry-run|"
    is "fish: the words of an option" "$(try 'winnow health --fail-on ')" "never|red|yellow|"
    is "fish: a pack" "$(try 'winnow run salesf')" "salesforce|"
    is "fish: no pack where none is taken" "$(try 'winnow cat salesf')" ""
else skip "fish completes" "no fish here"; fi
if command -v zsh >/dev/null; then
    ends "zsh: the file is one that zsh reads" 0 zsh -n "$dir/_winnow"
else skip "zsh reads the file" "no zsh here"; fi
done_testing
