# arrows.awk - what object files use of each other, of the output of nm -A -P. floors: the
# folders, from the lowest. It prints
#   up OBJECT -> OBJECT: SYMBOLS   what is used of a floor above
#   ring FOLDER: FILES             files of one folder that all reach each other
# and under both names what nm says that is no symbol, and when there are hardly any.
function folder(file) { sub("/[^/]*$", "", file); return file }
function visit(x,   y, k, low) { # after Tarjan: what x reaches is on the stack above it
    low = at[x] = ++visited; stack[++top] = x; waits[x] = 1
    for (k = 1; k <= arrows[x]; k++) {
        y = arrow[x, k]
        if (!(y in at)) { y = visit(y); if (y < low) low = y }
        else if (waits[y] && at[y] < low) low = at[y]
    }
    if (low == at[x]) {
        for (k = top; stack[k] != x; k--) ;
        if (k < top) print "ring " names(k)
        for (; top >= k; top--) waits[stack[top]] = 0
    }
    return low
}
function names(from,   i, j, x, out) { # of the stack, sorted
    for (i = from; i <= top; i++) for (j = i + 1; j <= top; j++)
        if (stack[j] < stack[i]) { x = stack[i]; stack[i] = stack[j]; stack[j] = x }
    out = folder(stack[from]) ":"
    for (i = from; i <= top; i++) { x = stack[i]; sub(".*/", "", x); sub("[.]o$", "", x); out = out " " x }
    return out
}
BEGIN { for (i = split(floors, list, " "); i > 0; i--) height[list[i]] = i }
$1 !~ /[.]o:$/ || NF < 3 { print "up " $0; print "ring " $0; next } # no object, says nm
{ sub(":$", "", $1); objects[$1] = 1 }
$3 == "U" { uses[++count] = $1 SUBSEP $2; next }
$3 ~ /^[A-Z]$/ { home[$2] = $1 }
END {
    for (i = 1; i <= count; i++) {
        split(uses[i], u, SUBSEP); from = u[1]; to = home[u[2]]
        if (to == "") continue
        if (height[folder(to)] > height[folder(from)]) up[from " -> " to] = up[from " -> " to] " " u[2]
        else if (folder(to) == folder(from) && !((from, to) in seen)) {
            seen[from, to] = 1; arrow[from, ++arrows[from]] = to; used++
        }
    }
    for (a in up) print "up " a ":" up[a]
    for (o in objects) if (!(o in at)) visit(o)
    if (used < 500) { print "up no symbols seen"; print "ring no symbols seen" }
}
