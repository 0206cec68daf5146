/*
 * draft_names.c - what CRM systems call their columns, in English, Chinese, German and
 * Japanese. Names are folded: without case, width, blanks and signs.
 */
#include "draft.h"

#include <stddef.h>

/* clang-format off: a table */
const draft_meaning draft_meanings[] = {
    {"id",
     {"account_id", "contact_id", "deal_id"},
     {0, 0, 0},
     "id recordid kundennummer kundennr kdnr debitorennummer 顧客番号 取引先id "
     "顧客コード 编号 记录编号 客户编号 联系人编号 商机编号 客户id 联系人id customerno "
     "no 序号 客户代码 uniqueid uuid guid externalid "
     "customerid contactid accountid18 dealid opportunityid"},
    {"link",
     {NULL, "account_id", "account_id"},
     {0, 2, 1},
     "accountid companyid kundenid firmenid 取引先番号 所属客户 客户id 所属客户编号 "
     "公司id"},
    {"link",
     {NULL, NULL, "contact_id"},
     {0, 0, 2},
     "contactid 联系人id primarycontactid"},
    {"company",
     {"name", "company", "company"},
     {3, 0, 0},
     "accountname company firma firmenname unternehmen kunde kundenname 会社名 企業名 "
     "取引先名 法人名 顧客名 companyname organization organisation account 客户名称 公司 "
     "公司名称 "
     "单位 单位名称 企业名称 客户 customername 公司全称 客户全称 工作单位 企业"},
    {"name",
     {"contact_name", "full_name", NULL},
     {0, 4, 0},
     "fullname contactname ansprechpartner kontaktperson 氏名 名前 担当者 担当者名 "
     "顧客氏名 姓名 联系人 联系人姓名 客户姓名 名字 personname contact "
     "首要联系人 displayname"},
    {"name",
     {NULL, "family_name", NULL},
     {0, 4, 0},
     "lastname surname nachname familienname zuname 苗字 familyname 姓"},
    {"name",
     {NULL, "given_name", NULL},
     {0, 4, 0},
     "firstname givenname vorname rufname 名"},
    {"text",
     {"deal_name", "deal_name", "name"},
     {0, 0, 6},
     "dealname opportunityname verkaufschance angebot 商談名 案件名 商机名称 商机 "
     "机会名称 项目名称 opportunity deal"},
    {"email",
     {"email", "email", NULL},
     {0, 2, 0},
     "email emailaddress emailadresse epost メールアドレス メール mail 邮箱 电子邮箱 "
     "邮件 电子邮件 e邮箱 workemail email1value"},
    {"phone",
     {"mobile", "mobile", NULL},
     {0, 3, 0},
     "mobile mobilephone handy mobiltelefon mobilnummer handynummer 携帯電話 携帯番号 "
     "携帯 cellphone cell mobileno 手机 手机号 手机号码 移动电话"},
    {"phone",
     {"phone", "phone", NULL},
     {1, 1, 0},
     "phone telephone telefon telefonnummer rufnummer festnetz 電話番号 電話 tel "
     "phonenumber workphone businessphone 电话 固定电话 座机 "
     "联系电话 总机 电话号码 "
     "办公电话"},
    {"text", {"wechat", "wechat", NULL}, {0, 1, 0}, "wechat wechatid weixin 微信 微信号"},
    {"text",
     {"title", "title", NULL},
     {0, 1, 0},
     "title jobtitle funktion berufsbezeichnung stellung 役職 肩書 position 职位 职务 "
     "头衔"},
    {"date",
     {NULL, "birthday", NULL},
     {0, 4, 0},
     "birthday birthdate geburtsdatum geburtstag 生年月日 誕生日 dateofbirth dob 生日 "
     "出生日期"},
    {"uscc",
     {"tax_id", "tax_id", NULL},
     {3, 0, 0},
     "taxid uscc creditcode 统一社会信用代码 税号 信用代码 纳税人识别号"},
    {"url",
     {"website", "website", NULL},
     {2, 0, 0},
     "website url webseite internetseite internet ウェブサイト ホームページ homepage web "
     "网址 网站 公司网址 官网"},
    {"integer",
     {"employees", NULL, NULL},
     {2, 0, 0},
     "employees numberofemployees mitarbeiter mitarbeiterzahl anzahlmitarbeiter 従業員数 "
     "社員数 employeecount 员工数 人数 员工人数 人员规模"},
    {"money",
     {"revenue", NULL, NULL},
     {2, 0, 0},
     "revenue annualrevenue umsatz jahresumsatz 売上高 年間売上 年营业额 年收入 营业额"},
    {"address",
     {"address", "address", NULL},
     {1, 0, 0},
     "address street adresse strasse straße anschrift 住所 所在地 billingstreet "
     "mailingstreet 地址 详细地址 公司地址 通讯地址 "
     "联系地址"},
    {"text",
     {"city", "city", NULL},
     {0, 0, 0},
     "city town suburb billingcity stadt ort wohnort 市区町村 都市 mailingcity 城市 市 "
     "所在城市 "
     "地区"},
    {"text",
     {"address_2", "address_2", NULL},
     {0, 0, 0},
     "address2 addressline2 street2 adresszusatz"},
    {"text",
     {"postcode", "postcode", NULL},
     {1, 1, 0},
     "postcode postalcode zip zipcode plz postleitzahl 郵便番号 邮编 邮政编码 "
     "billingpostalcode mailingpostalcode"},
    {"text",
     {"state", "state", NULL},
     {0, 0, 0},
     "state province stateprovince bundesland 都道府県 省 省份 billingstate "
     "mailingstate"},
    {"country",
     {"country", "country", NULL},
     {0, 0, 0},
     "country land countryregion 国 国家 国家地区 billingcountry mailingcountry"},
    {"text",
     {NULL, "national_id", NULL},
     {0, 3, 0},
     "ssn socialsecuritynumber socsecid nationalid nationalidnumber"},
    {"choice",
     {"industry", "industry", NULL},
     {1, 0, 0},
     "industry 行业 branche 業種 業界 所属行业 客户行业 行业分类"},
    {"choice",
     {"source", "source", "source"},
     {0, 0, 0},
     "source leadsource herkunft leadquelle quelle 流入元 リードソース accountsource "
     "来源 客户来源 线索来源 来源渠道"},
    {"choice",
     {"intent", "intent", NULL},
     {0, 0, 0},
     "intent intentlevel rating level 意向 意向等级 客户级别 客户等级 意向度"},
    {"text",
     {"owner", "owner", "owner"},
     {0, 0, 0},
     "owner ownername inhaber verantwortlich besitzer kundenbetreuer betreuer 担当営業 "
     "営業担当 ownerid salesperson 负责人 所有者 跟进人 业务员 销售 所属人"},
    {"text",
     {"department", "department", "department"},
     {0, 0, 0},
     "department dept abteilung 部署 部門 team ownerdepartmentc 部门 所属部门 归属部门"},
    {"datetime",
     {"created_at", "created_at", "created_at"},
     {0, 0, 0},
     "createdat createddate erstelltam angelegtam erstellungsdatum 作成日 作成日時 "
     "登録日 createdon createtime created createdate 创建时间 创建日期 "
     "录入时间"},
    {"datetime",
     {"updated_at", "updated_at", "updated_at"},
     {0, 0, 0},
     "updatedat lastmodifieddate geändertam aktualisiertam änderungsdatum letzteänderung "
     "更新日 更新日時 最終更新日 modifiedon updatetime lastmodified updated 更新时间 "
     "修改时间 "
     "最后修改时间 最近修改时间"},
    {"datetime",
     {"last_contact_at", "last_contact_at", NULL},
     {0, 0, 0},
     "lastcontactat lastactivitydate letzterkontakt letzteaktivität 最終連絡日 "
     "最終活動日 lastcontacted lastcontactdate 最后联系时间 "
     "最近联系时间 最后跟进时间 "
     "最近跟进时间"},
    {"money",
     {"amount", "amount", "amount"},
     {0, 0, 3},
     "amount dealamount betrag auftragswert 金額 商談金額 金额 商机金额 成交金额 "
     "合同金额 预计金额"},
    {"text",
     {NULL, NULL, "stage"},
     {0, 0, 4},
     "stage stagename verkaufsphase フェーズ ステージ 商談フェーズ dealstage 阶段 "
     "商机阶段 销售阶段"},
    {"date",
     {NULL, NULL, "closed_at"},
     {0, 0, 3},
     "closedate closedat abschlussdatum 完了予定日 受注日 closedon 预计成交日期 成交日期 "
     "结单日期"},
    {"text",
     {"note", "note", "note"},
     {0, 0, 0},
     "note notes notiz notizen bemerkung bemerkungen kommentar beschreibung 備考 メモ "
     "description remark comments 备注 描述 说明"},
    {NULL, {NULL, NULL, NULL}, {0, 0, 0}, NULL},
};
/* clang-format on */
