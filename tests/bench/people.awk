# people.awk - made-up contacts, ugly as exports are: awk -v rows=N -f people.awk
function pick(list,   a, n) { n = split(list, a, "|"); return a[int(rand() * n) + 1] }
function two(n) { return sprintf("%02d", n) }
BEGIN {
    srand(7)
    fam = "王|李|张|刘|陈|杨|赵|黄|周|吴|欧阳|Smith|Miller|Garcia"; giv = "伟|芳|娜|秀英|敏|静|丽|强|磊|军|Anna|John|Maria"
    city = "北京|上海|广州|深圳|杭州|成都|武汉|Boston|Berlin"; brand = "华信|天诚|宏远|长江|明月|嘉禾|远景|Delta|Acme"
    print "id,name,company,phone,mobile,email,address,city,industry,source,intent_level,owner,department,created_at,updated_at,last_contact_at,amount"
    for (i = 1; i <= rows; i++) {
        k = rand() < .25 && i > 10 ? int(rand() * i) + 1 : i   # a quarter repeat an earlier person
        srand(k); f = pick(fam); g = pick(giv); c = pick(city); b = pick(brand)
        m = "1" pick("38|39|50|86") sprintf("%08d", (k * 7919) % 100000000); e = "user" k "@" pick("example.com|example.cn|demo.example")
        srand(i * 2 + 1)
        if (rand() < .1) m = substr(m, 1, 3) "-" substr(m, 4, 4) "-" substr(m, 8); else if (rand() < .05) m = ""
        if (rand() < .2) e = ""; else if (rand() < .02) e = e "@"
        d = 2012 + int(rand() * 13) "/" 1 + int(rand() * 12) "/" 1 + int(rand() * 28)
        printf "K-%07d,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n", i, f g, c b "科技有限公司", rand() < .3 ? "010-6" two(k % 100) "8" two(k % 97) "21" : "", m, e,
            rand() < .5 ? "\"" c "市人民路" k % 999 "号, 3楼\"" : "", c, pick("软件|制造|教育|贸易|Unknown things|"), pick("官网|展会|转介绍|??|"), pick("A|B|高|冷|"),
            pick("王芳|Li Na|陈晨"), pick("华北|华东|华南"), d, d, d " 10:20:30", int(rand() * 900000)
    }
}
