namespace ThinkRealty.Domain.Countries;

/// <summary>
/// One country a line: ISO 3166 alpha-2 and alpha-3 code | English name | other English names and demonyms | Arabic names |
/// Arabic demonyms in the masculine singular, from which the feminine and the plurals follow.
/// </summary>
/// <remarks>
/// A demonym of two countries (Congolese, Dominican) belongs to neither. People of a dependent territory who share the
/// demonym of its state count as that state's.
/// </remarks>
internal static class CountryNames
{
    public const string Table = """
        AD AND | Andorra | Andorran | أندورا | أندوري
        AE ARE | United Arab Emirates | Emirati, Emarati, Emirate, Emirates, UAE, Local, Locals, Emiratee, United Arab Emirate, Arab Emirates | الإمارات, الإمارات العربية المتحدة, دولة الإمارات, دولة الإمارات العربية المتحدة, مواطن, مواطنة | إماراتي
        AF AFG | Afghanistan | Afghan, Afghani, Afghanistani | أفغانستان | أفغاني, أفغانستاني
        AG ATG | Antigua and Barbuda | Antiguan, Barbudan, Antigua, Barbuda | أنتيغوا وبربودا, أنتيغوا وباربودا, أنتيغوا | أنتيغوي
        AI AIA | Anguilla | Anguillian, Anguillan | أنغويلا | أنغويلي
        AL ALB | Albania | Albanian, Shqiperia, Shqipëri | ألبانيا | ألباني
        AM ARM | Armenia | Armenian, Hayastan | أرمينيا | أرميني, أرمني
        AO AGO | Angola | Angolan | أنغولا, جمهورية أنغولا | أنغولي
        AQ ATA | Antarctica | Antarctican | أنتاركتيكا, أنتارتيكا, القارة القطبية الجنوبية |
        AR ARG | Argentina | Argentine, Argentinian, Argentinean, Argentine Republic | الأرجنتين | أرجنتيني
        AS ASM | American Samoa | American Samoan | ساموا الأمريكية |
        AT AUT | Austria | Austrian, Österreich, Oesterreich | النمسا | نمساوي
        AU AUS | Australia | Australian, Aussie, Oz | أستراليا | أسترالي
        AW ABW | Aruba | Aruban | أروبا | أروبي
        AX ALA | Åland Islands | Aland, Aaland, Ålandish, Ålander, Ahvenanmaa | جزر أولاند |
        AZ AZE | Azerbaijan | Azerbaijani, Azeri, Azerbaycan | أذربيجان | أذربيجاني, أذري
        BA BIH | Bosnia and Herzegovina | Bosnia, Herzegovina, Bosnian, Herzegovinian, Bosnia Herzegovina, BiH | البوسنة والهرسك, البوسنة | بوسني
        BB BRB | Barbados | Barbadian, Bajan | بربادوس, باربادوس | بربادوسي
        BD BGD | Bangladesh | Bangladeshi, Bangla, Bengladesh, Bangladesi | بنغلاديش, بنجلاديش, بنغلادش | بنغلاديشي, بنجلاديشي, بنغالي
        BE BEL | Belgium | Belgian, Belgique, België, Belgien | بلجيكا | بلجيكي
        BF BFA | Burkina Faso | Burkinabe, Burkinabè, Burkinese | بوركينا فاسو | بوركيني, بوركينابي
        BG BGR | Bulgaria | Bulgarian | بلغاريا | بلغاري
        BH BHR | Bahrain | Bahraini, Bahreini, Bahrein | البحرين, مملكة البحرين | بحريني
        BI BDI | Burundi | Burundian | بوروندي | بوروندي
        BJ BEN | Benin | Beninese, Beninois | بنين | بنيني
        BL BLM | Saint Barthélemy | Saint Barts, St Barts, St Barthelemy, Saint Barthelemy Islander, Barthelemois | سان بارتيلمي, سان بارتليمي |
        BM BMU | Bermuda | Bermudian, Bermudan, The Bermudas, Bermudas | برمودا | برمودي
        BN BRN | Brunei | Bruneian, Brunei Darussalam, Nation of Brunei | بروناي, بروناي دار السلام | بروناوي
        BO BOL | Bolivia | Bolivian, Plurinational State of Bolivia, Bolivia Plurinational State of | بوليفيا | بوليفي
        BQ BES | Caribbean Netherlands | Bonaire, Sint Eustatius, Saba, BES Islands, Bonaire Sint Eustatius and Saba | الجزر الكاريبية الهولندية, هولندا الكاريبية, بونير |
        BR BRA | Brazil | Brazilian, Brasil, Brasilian | البرازيل | برازيلي
        BS BHS | Bahamas | Bahamian, The Bahamas | البهاما, جزر البهاما, باهاماس | باهامي
        BT BTN | Bhutan | Bhutanese, Bhutani | بوتان | بوتاني
        BV BVT | Bouvet Island | Bouvetøya | جزيرة بوفيه, جزر بوفيه |
        BW BWA | Botswana | Botswanan, Motswana, Batswana | بوتسوانا, بتسوانا | بوتسواني
        BY BLR | Belarus | Belarusian, Belarussian, Byelorussian, Byelorussia, Belorussian | بيلاروسيا, روسيا البيضاء, بيلاروس | بيلاروسي
        BZ BLZ | Belize | Belizean | بليز, بيليز | بليزي
        CA CAN | Canada | Canadian | كندا | كندي
        CC CCK | Cocos (Keeling) Islands | Cocos Islands, Keeling Islands, Cocos Islander | جزر كوكوس |
        CD COD | Democratic Republic of the Congo | DR Congo, DRC, Congo Kinshasa, Democratic Republic of Congo, Congo the Democratic Republic of the, Congo Democratic Republic, Zaire | جمهورية الكونغو الديمقراطية, الكونغو الديمقراطية, الكونغو كينشاسا |
        CF CAF | Central African Republic | Central African, CAR | جمهورية أفريقيا الوسطى, أفريقيا الوسطى |
        CG COG | Congo | Congo Brazzaville, Republic of the Congo, The Congo, Republic of Congo | جمهورية الكونغو, الكونغو, الكونغو برازافيل |
        CH CHE | Switzerland | Swiss, Schweiz, Suisse, Svizzera, Swiss Confederation | سويسرا | سويسري
        CI CIV | Côte d'Ivoire | Ivory Coast, Ivorian, Ivoirian, Cote d Ivoire | ساحل العاج, كوت ديفوار | إيفواري, عاجي
        CK COK | Cook Islands | Cook Islander, Cook Island | جزر كوك |
        CL CHL | Chile | Chilean, Chilian | تشيلي, شيلي | تشيلي, شيلي
        CM CMR | Cameroon | Cameroonian, Cameroun | الكاميرون | كاميروني
        CN CHN | China | Chinese, PRC, People's Republic of China, Mainland China, Mainland Chinese, Zhongguo, 中国, 中华人民共和国 | الصين, جمهورية الصين الشعبية | صيني
        CO COL | Colombia | Colombian, Columbian | كولومبيا | كولومبي
        CR CRI | Costa Rica | Costa Rican | كوستاريكا, كوستا ريكا | كوستاريكي
        CU CUB | Cuba | Cuban | كوبا | كوبي
        CV CPV | Cabo Verde | Cape Verde, Cape Verdean, Cape Verdian, Cabo Verdean | الرأس الأخضر, كابو فيردي, كاب فيردي |
        CW CUW | Curaçao | Curaçaoan, Curacaoan | كوراساو |
        CX CXR | Christmas Island | Christmas Islander | جزيرة كريسماس, جزيرة عيد الميلاد |
        CY CYP | Cyprus | Cypriot, Cypriote, Greek Cypriot | قبرص | قبرصي
        CZ CZE | Czechia | Czech, Czech Republic, Czechs, Česko, Česká republika | التشيك, جمهورية التشيك, تشيكيا | تشيكي
        DE DEU | Germany | German, Deutsch, Deutschland, Germen, Federal Republic of Germany, Bundesrepublik Deutschland | ألمانيا | ألماني
        DJ DJI | Djibouti | Djiboutian, Djibouti, Jibouti | جيبوتي | جيبوتي, جيبوتاوي
        DK DNK | Denmark | Danish, Dane, Danmark | الدنمارك, الدانمارك | دنماركي, دانماركي
        DM DMA | Dominica | Commonwealth of Dominica | دومينيكا |
        DO DOM | Dominican Republic | Dominicana, República Dominicana | جمهورية الدومينيكان, الدومينيكان, جمهورية الدومنيكان | دومينيكاني
        DZ DZA | Algeria | Algerian, Algerie, Algérien | الجزائر | جزائري
        EC ECU | Ecuador | Ecuadorian, Ecuadorean, Ecuadoran | الإكوادور, إكوادور | إكوادوري
        EE EST | Estonia | Estonian, Eesti | إستونيا | إستوني
        EG EGY | Egypt | Egyptian, Egyption, Misr, Arab Republic of Egypt | مصر, جمهورية مصر العربية | مصري
        EH ESH | Western Sahara | Sahrawi, Sahraoui | الصحراء الغربية | صحراوي
        ER ERI | Eritrea | Eritrean | إريتريا, إرتريا | إريتري, إرتري
        ES ESP | Spain | Spanish, Spaniard, Espana, España, Español | إسبانيا, أسبانيا | إسباني
        ET ETH | Ethiopia | Ethiopian, Federal Democratic Republic of Ethiopia | إثيوبيا, أثيوبيا, الحبشة | إثيوبي, حبشي
        FI FIN | Finland | Finnish, Finn, Suomi | فنلندا | فنلندي
        FJ FJI | Fiji | Fijian | فيجي, جزر فيجي | فيجي
        FK FLK | Falkland Islands | Falkland Islander, Falklander, Falkland Islands (Malvinas), Islas Malvinas, Malvinas | جزر فوكلاند |
        FM FSM | Micronesia | Micronesian, Federated States of Micronesia, Micronesia Federated States of | ميكرونيزيا, ميكرونيسيا, ولايات ميكرونيسيا المتحدة | ميكرونيزي
        FO FRO | Faroe Islands | Faroese, Faroe, Faeroe Islands, Faeroese, Faroe Islander, Føroyar | جزر فارو | فاروي
        FR FRA | France | French, Frenchman, Frenchwoman, Francais, Français, Française, French Republic, République française | فرنسا | فرنسي, فرنساوي
        GA GAB | Gabon | Gabonese, Gabonese Republic | الغابون, الجابون | غابوني, جابوني
        GB GBR | United Kingdom | British, Briton, Brit, UK, Great Britain, Britain, Britannia, English, England, Englishman, Englishwoman, Scottish, Scot, Scotland, Welsh, Wales, Northern Ireland, Northern Irish, United Kingdom of Great Britain and Northern Ireland, UK British | المملكة المتحدة, بريطانيا, بريطانيا العظمى, إنجلترا, إنكلترا, انجلترا, اسكتلندا, ويلز | بريطاني, إنجليزي, إنكليزي, انجليزي, اسكتلندي
        GD GRD | Grenada | Grenadian | غرينادا, جرينادا | غرينادي
        GE GEO | Georgia | Georgian, Sakartvelo | جورجيا | جورجي
        GF GUF | French Guiana | French Guianese, Guianan, Guyane, Guiana, French Guyana | غويانا الفرنسية, غويانا, جويانا الفرنسية |
        GG GGY | Guernsey | Bailiwick of Guernsey | غيرنزي, غيرنسي, جيرنزي |
        GH GHA | Ghana | Ghanaian, Ghanian, Ghanean | غانا | غاني
        GI GIB | Gibraltar | Gibraltarian | جبل طارق | جبل طارقي
        GL GRL | Greenland | Greenlandic, Greenlander, Grønland | غرينلاند, جرينلاند | غرينلاندي
        GM GMB | Gambia | Gambian, The Gambia | غامبيا, جامبيا | غامبي, جامبي
        GN GIN | Guinea | Guinean, Guinea Conakry | غينيا | غيني
        GP GLP | Guadeloupe | Guadeloupian, Guadeloupean | غوادلوب, جوادلوب |
        GQ GNQ | Equatorial Guinea | Equatorial Guinean, Equatoguinean | غينيا الاستوائية |
        GR GRC | Greece | Greek, Hellas, Hellenic, Hellenic Republic | اليونان | يوناني
        GS SGS | South Georgia and the South Sandwich Islands | South Georgia, South Georgian South Sandwich Islander | جورجيا الجنوبية وجزر ساندويتش الجنوبية, جورجيا الجنوبية |
        GT GTM | Guatemala | Guatemalan | غواتيمالا, جواتيمالا | غواتيمالي
        GU GUM | Guam | Guamanian | غوام, جوام |
        GW GNB | Guinea-Bissau | Guinea Bissauan, Bissau Guinean | غينيا بيساو, غينيا-بيساو |
        GY GUY | Guyana | Guyanese, Co-operative Republic of Guyana | غيانا, غويانا التعاونية |
        HK HKG | Hong Kong | Hong Konger, Hongkonger, Hongkong, Hong Kong SAR, Hongkongese, 香港 | هونغ كونغ, هونج كونج |
        HM HMD | Heard Island and McDonald Islands | Heard Island, Heard and McDonald Islands, Heard and McDonald Islander | جزيرة هيرد وجزر ماكدونالد |
        HN HND | Honduras | Honduran | هندوراس | هندوراسي
        HR HRV | Croatia | Croatian, Croat, Hrvatska | كرواتيا | كرواتي
        HT HTI | Haiti | Haitian, Haïti | هايتي | هايتي, هاييتي
        HU HUN | Hungary | Hungarian, Magyar, Magyarország | المجر, هنغاريا | مجري, هنغاري
        ID IDN | Indonesia | Indonesian, Indonesien | إندونيسيا, اندونيسيا | إندونيسي
        IE IRL | Ireland | Irish, Irishman, Eire, Éire, Republic of Ireland | أيرلندا, إيرلندا, ايرلندا | أيرلندي, إيرلندي
        IL ISR | Israel | Israeli | إسرائيل | إسرائيلي
        IM IMN | Isle of Man | Manx, Ellan Vannin, Manxman | جزيرة مان |
        IN IND | India | Indian, Bharat, Hindustan, Hindustani, Indien, NRI, Republic of India | الهند | هندي
        IO IOT | British Indian Ocean Territory | Chagossian, Chagos, Diego Garcia | إقليم المحيط الهندي البريطاني |
        IQ IRQ | Iraq | Iraqi, Irak, Iraki | العراق | عراقي
        IR IRN | Iran | Iranian, Persian, Persia, Islamic Republic of Iran | إيران, ايران, جمهورية إيران الإسلامية | إيراني, فارسي
        IS ISL | Iceland | Icelander, Icelandic | آيسلندا, أيسلندا, ايسلندا | آيسلندي, أيسلندي
        IT ITA | Italy | Italian, Italia, Italien, Italiano, Italian Republic, Repubblica italiana | إيطاليا, ايطاليا | إيطالي, طلياني
        JE JEY | Jersey | Bailiwick of Jersey | جيرسي, جيرزي |
        JM JAM | Jamaica | Jamaican | جامايكا, جمايكا | جامايكي
        JO JOR | Jordan | Jordanian, Jordanien, Hashemite Kingdom of Jordan | الأردن, المملكة الأردنية الهاشمية | أردني
        JP JPN | Japan | Japanese, Nippon, Nihon, 日本 | اليابان | ياباني
        KE KEN | Kenya | Kenyan | كينيا | كيني
        KG KGZ | Kyrgyzstan | Kyrgyz, Kyrgyzstani, Kirghiz, Kirgiz, Kyrgyz Republic, Kirghizstan, Kirgizstan | قيرغيزستان, قرغيزستان, قرغيزيا | قيرغيزستاني, قيرغيزي, قرغيزي
        KH KHM | Cambodia | Cambodian, Kampuchea, Khmer | كمبوديا | كمبودي
        KI KIR | Kiribati | I-Kiribati, Kiribatian | كيريباتي |
        KM COM | Comoros | Comorian, Comoran, Comorien, Comoro Islands, The Comoros | جزر القمر | قمري
        KN KNA | Saint Kitts and Nevis | St Kitts and Nevis, St Kitts, Saint Kitts, Kittitian, Nevisian, Kittitian or Nevisian, Kittitian and Nevisian, Saint Kitts & Nevis | سانت كيتس ونيفيس, سانت كيتس ونيفس, سانت كيتس |
        KP PRK | North Korea | North Korean, DPRK, Democratic People's Republic of Korea, Korea Democratic People's Republic of, People's Democratic Republic of Korea, Democratic Republic of Korea | كوريا الشمالية | كوري شمالي
        KR KOR | South Korea | South Korean, Korea, Korean, Republic of Korea, Korea South, 한국, 대한민국 | كوريا الجنوبية, كوريا | كوري, كوري جنوبي
        KW KWT | Kuwait | Kuwaiti, Kuwaity, Koweit | الكويت, دولة الكويت | كويتي
        KY CYM | Cayman Islands | Caymanian, Cayman, Cayman Islander | جزر كايمان |
        KZ KAZ | Kazakhstan | Kazakh, Kazakhstani, Kazak, Kazakstan, Qazaq, Qazaqstan | كازاخستان, كازخستان, قازاخستان | كازاخستاني, كازاخي, كازخي
        LA LAO | Laos | Lao, Laotian, Lao People's Democratic Republic, Lao PDR | لاوس | لاوسي
        LB LBN | Lebanon | Lebanese, Lebnan, Liban, Libanese, Libanais, Lebanese Republic | لبنان | لبناني
        LC LCA | Saint Lucia | St Lucia, Saint Lucian, St Lucian | سانت لوسيا |
        LI LIE | Liechtenstein | Liechtensteiner | ليختنشتاين, ليختنشتين | ليختنشتايني
        LK LKA | Sri Lanka | Sri Lankan, Srilanka, Srilankan, Lankan, Ceylon, Ceylonese, Democratic Socialist Republic of Sri Lanka | سريلانكا, سيريلانكا, سري لانكا | سريلانكي, سيريلانكي
        LR LBR | Liberia | Liberian | ليبيريا | ليبيري
        LS LSO | Lesotho | Basotho, Mosotho | ليسوتو, لسوتو | ليسوتي
        LT LTU | Lithuania | Lithuanian, Lietuva | ليتوانيا, لتوانيا | ليتواني
        LU LUX | Luxembourg | Luxembourger, Luxemburg, Luxembourgish, Luxemburger | لوكسمبورغ, لوكسمبورج, لكسمبورغ | لوكسمبورغي
        LV LVA | Latvia | Latvian, Latvija | لاتفيا | لاتفي
        LY LBY | Libya | Libyan, Libia, Lybia, Lybian | ليبيا | ليبي
        MA MAR | Morocco | Moroccan, Maroc, Marocain, Morrocan, Morocan, Maghreb, Maghribi | المغرب, المملكة المغربية | مغربي
        MC MCO | Monaco | Monegasque, Monégasque, Monacan | موناكو | موناكي
        MD MDA | Moldova | Moldovan, Moldavia, Moldavian | مولدوفا, مولدافيا | مولدوفي
        ME MNE | Montenegro | Montenegrin, Crna Gora | الجبل الأسود, مونتينيغرو |
        MF MAF | Saint Martin | St Martin, Saint Martin (French part), Saint Martin Islander, Saint-Martinois | سان مارتن, سانت مارتن |
        MG MDG | Madagascar | Malagasy, Madagascan | مدغشقر | مدغشقري
        MH MHL | Marshall Islands | Marshallese, Marshall Islander | جزر مارشال, جزر المارشال |
        MK MKD | North Macedonia | Macedonian, Macedonia, North Macedonian, FYROM, Former Yugoslav Republic of Macedonia | مقدونيا الشمالية, مقدونيا, شمال مقدونيا | مقدوني
        ML MLI | Mali | Malian, Malien | مالي | مالي
        MM MMR | Myanmar | Burmese, Burma, Myanmarese, Myanma | ميانمار, بورما | بورمي, ميانماري
        MN MNG | Mongolia | Mongolian, Mongol | منغوليا | منغولي
        MO MAC | Macao | Macau, Macanese, Macau SAR, 澳門, 澳门 | ماكاو |
        MP MNP | Northern Mariana Islands | Northern Mariana Islander, Northern Marianas, Saipan | جزر ماريانا الشمالية |
        MQ MTQ | Martinique | Martinican, Martiniquais | مارتينيك, المارتينيك |
        MR MRT | Mauritania | Mauritanian, Mauritanie | موريتانيا | موريتاني
        MS MSR | Montserrat | Montserratian | مونتسرات, مونتسيرات |
        MT MLT | Malta | Maltese | مالطا, مالطة | مالطي
        MU MUS | Mauritius | Mauritian, Maurice | موريشيوس, موريشوس | موريشيوسي, موريشي
        MV MDV | Maldives | Maldivian, Maldivan, Maldive Islands, The Maldives | المالديف, جزر المالديف | مالديفي
        MW MWI | Malawi | Malawian | مالاوي, ملاوي | مالاوي
        MX MEX | Mexico | Mexican, México, Mexicano, United Mexican States, Estados Unidos Mexicanos | المكسيك | مكسيكي
        MY MYS | Malaysia | Malaysian, Malay | ماليزيا | ماليزي
        MZ MOZ | Mozambique | Mozambican, Moçambique | موزمبيق, موزامبيق | موزمبيقي
        NA NAM | Namibia | Namibian | ناميبيا | ناميبي
        NC NCL | New Caledonia | New Caledonian | كاليدونيا الجديدة | كاليدوني
        NE NER | Niger | Nigerien, Nigérien | النيجر | نيجري
        NF NFK | Norfolk Island | Norfolk Islander | جزيرة نورفولك |
        NG NGA | Nigeria | Nigerian, Nigerean, Federal Republic of Nigeria | نيجيريا | نيجيري
        NI NIC | Nicaragua | Nicaraguan | نيكاراغوا, نيكاراجوا | نيكاراغوي
        NL NLD | Netherlands | Dutch, Dutchman, Holland, Hollander, Nederland, Netherlander, Netherland, The Netherlands | هولندا, هولاندا | هولندي
        NO NOR | Norway | Norwegian, Norge, Noreg | النرويج | نرويجي
        NP NPL | Nepal | Nepali, Nepalese, Nepalees | نيبال, النيبال | نيبالي
        NR NRU | Nauru | Nauruan | ناورو | ناوروي
        NU NIU | Niue | Niuean | نيوي, نييوي |
        NZ NZL | New Zealand | New Zealander, Newzealand, Newzealander, Kiwi, Aotearoa, NewZealander | نيوزيلندا, نيوزيلاندا | نيوزيلندي, نيوزلندي
        OM OMN | Oman | Omani, Sultanate of Oman | عمان, عُمان, سلطنة عمان | عماني
        PA PAN | Panama | Panamanian, Panamá | بنما | بنمي
        PE PER | Peru | Peruvian, Perú | بيرو, البيرو | بيروفي, بيروي
        PF PYF | French Polynesia | French Polynesian, Tahiti, Tahitian, Polynésie française | بولينيزيا الفرنسية, بولينزيا الفرنسية |
        PG PNG | Papua New Guinea | Papua New Guinean, Papuan | بابوا غينيا الجديدة |
        PH PHL | Philippines | Filipino, Filipina, Filipinos, Philippine, Philippino, Philippina, Phillipino, Phillipines, Philipines, Philipino, Phillippines, Fillipino, Pilipinas, Pinoy, The Philippines | الفلبين, الفليبين | فلبيني, فليبيني
        PK PAK | Pakistan | Pakistani, Pak, Islamic Republic of Pakistan | باكستان | باكستاني
        PL POL | Poland | Polish, Pole, Polska | بولندا, بولونيا | بولندي, بولوني
        PM SPM | Saint Pierre and Miquelon | St Pierre and Miquelon, Saint-Pierrais, Miquelonnais | سان بيير وميكلون |
        PN PCN | Pitcairn | Pitcairn Islands, Pitcairn Islander, Pitcairn Island | جزر بيتكيرن, بيتكيرن |
        PR PRI | Puerto Rico | Puerto Rican, Porto Rico | بورتوريكو, بويرتوريكو | بورتوريكي
        PS PSE | Palestine | Palestinian, Palestinien, State of Palestine | فلسطين, دولة فلسطين | فلسطيني
        PT PRT | Portugal | Portuguese, Portugese, Portuguesa, Português, Portuguese Republic | البرتغال | برتغالي
        PW PLW | Palau | Palauan | بالاو |
        PY PRY | Paraguay | Paraguayan | باراغواي, باراجواي | باراغواياني
        QA QAT | Qatar | Qatari, Katar, Qatary | قطر, دولة قطر | قطري
        RE REU | Réunion | Réunionese, Reunionese, La Réunion, Réunionnais | ريونيون, لا ريونيون |
        RO ROU | Romania | Romanian, Rumania, Rumanian, Roumania, România, Roumanian | رومانيا | روماني
        RS SRB | Serbia | Serbian, Serb, Srbija | صربيا | صربي
        RU RUS | Russia | Russian, Russian Federation, Rossiya, Россия, Русский, Русская, Российская Федерация, Russ | روسيا, روسيا الاتحادية, روس | روسي
        RW RWA | Rwanda | Rwandan, Rwandese | رواندا | رواندي
        SA SAU | Saudi Arabia | Saudi, Saudi Arabian, KSA, Saudia, Saudis, Kingdom of Saudi Arabia, Saudi Arabi, Soudi | السعودية, المملكة العربية السعودية, العربية السعودية | سعودي
        SB SLB | Solomon Islands | Solomon Islander, Solomon Island | جزر سليمان |
        SC SYC | Seychelles | Seychellois, Seychellian, The Seychelles | سيشل, جزر سيشل, سيشيل | سيشلي
        SD SDN | Sudan | Sudanese, Soudan, Sudani, The Sudan | السودان, جمهورية السودان | سوداني
        SE SWE | Sweden | Swedish, Swede, Sverige | السويد | سويدي
        SG SGP | Singapore | Singaporean, Singapura, Singaporian | سنغافورة, سنغافوره | سنغافوري
        SH SHN | Saint Helena, Ascension and Tristan da Cunha | Saint Helena, St Helena, Saint Helenian, St Helenian, Ascension Island, Tristan da Cunha | سانت هيلينا, سانت هيلينا وأسينشين وتريستان دا كونا, سانت هيلانة |
        SI SVN | Slovenia | Slovenian, Slovene, Slovenija | سلوفينيا | سلوفيني
        SJ SJM | Svalbard and Jan Mayen | Svalbard, Jan Mayen, Svalbard and Jan Mayen Islands | سفالبارد ويان ماين, سفالبارد |
        SK SVK | Slovakia | Slovak, Slovakian, Slovensko, Slovak Republic | سلوفاكيا | سلوفاكي
        SL SLE | Sierra Leone | Sierra Leonean, Sierra Leonian | سيراليون | سيراليوني
        SM SMR | San Marino | Sammarinese, San Marinese | سان مارينو |
        SN SEN | Senegal | Senegalese, Sénégal, Senegalais | السنغال | سنغالي
        SO SOM | Somalia | Somali, Somalian, Somalis, Federal Republic of Somalia | الصومال | صومالي
        SR SUR | Suriname | Surinamese, Surinamer, Surinam | سورينام | سورينامي
        SS SSD | South Sudan | South Sudanese | جنوب السودان, السودان الجنوبي | جنوب سوداني
        ST STP | São Tomé and Príncipe | Sao Tomean, Santomean, São Tomé | ساو تومي وبرينسيب, ساو تومي وبرينسيبي, ساو تومي |
        SV SLV | El Salvador | Salvadoran, Salvadorian, Salvadorean, Salvador | السلفادور | سلفادوري
        SX SXM | Sint Maarten | St Maarten, St Maartener, Sint Maartener, Sint Maarten (Dutch part) | سينت مارتن, سانت مارتن الهولندية |
        SY SYR | Syria | Syrian, Syrien, Syrian Arab Republic | سوريا, سورية, الجمهورية العربية السورية | سوري
        SZ SWZ | Eswatini | Swazi, Swaziland, Swati | إسواتيني, سوازيلاند | سوازي, سوازيلاندي
        TC TCA | Turks and Caicos Islands | Turks and Caicos, Turks and Caicos Islander | جزر تركس وكايكوس, جزر توركس وكايكوس |
        TD TCD | Chad | Chadian, Tchad, Tchadien | تشاد | تشادي
        TF ATF | French Southern Territories | French Southern and Antarctic Lands | أراض فرنسية جنوبية وأنتارتيكية, الأراضي الفرنسية الجنوبية, أراضي فرنسية جنوبية وأنتاركتيكية |
        TG TGO | Togo | Togolese, Togolese Republic | توغو, توجو | توغولي, توغوي
        TH THA | Thailand | Thai, Thailander, Siamese, Siam | تايلاند, تايلند | تايلاندي, تايلندي
        TJ TJK | Tajikistan | Tajik, Tajikistani, Tadjik, Tadzhik, Tadjikistan | طاجيكستان, تاجيكستان | طاجيكي, طاجيكستاني
        TK TKL | Tokelau | Tokelauan | توكيلاو |
        TL TLS | Timor-Leste | East Timor, Timor, Timorese, East Timorese, Democratic Republic of Timor-Leste, Timor Lorosae | تيمور الشرقية, تيمور ليشتي | تيموري
        TM TKM | Turkmenistan | Turkmen, Turkmenistani, Turkoman | تركمانستان | تركماني, تركمانستاني
        TN TUN | Tunisia | Tunisian, Tunisie, Tunisien, Tunis | تونس | تونسي
        TO TON | Tonga | Tongan | تونغا, تونجا |
        TR TUR | Türkiye | Turkey, Turkish, Turk, Turkiye, Turkye | تركيا | تركي
        TT TTO | Trinidad and Tobago | Trinidadian, Tobagonian, Trinidad, Tobago, Trinidad & Tobago, Trini | ترينيداد وتوباغو, ترينيداد, ترينيداد وتوباجو | ترينيدادي
        TV TUV | Tuvalu | Tuvaluan | توفالو |
        TW TWN | Taiwan | Taiwanese, Chinese Taipei, Republic of China, Taiwan Province of China, 台灣, 台湾 | تايوان | تايواني
        TZ TZA | Tanzania | Tanzanian, United Republic of Tanzania, Zanzibar, Zanzibari | تنزانيا, تانزانيا | تنزاني, تانزاني
        UA UKR | Ukraine | Ukrainian, Ukranian, Ukraina, Ukrania, Україна, Украина | أوكرانيا, اوكرانيا | أوكراني
        UG UGA | Uganda | Ugandan | أوغندا, اوغندا | أوغندي
        UM UMI | United States Minor Outlying Islands | American Islander, US Minor Outlying Islands | جزر الولايات المتحدة الصغيرة النائية |
        US USA | United States | American, US, USA, United States of America, America, States, The States, US American, American US, Amercian | الولايات المتحدة, الولايات المتحدة الأمريكية, أمريكا, أميركا | أمريكي, أميركي, امريكاني
        UY URY | Uruguay | Uruguayan, Oriental Republic of Uruguay | أوروغواي, الأوروغواي, أوروجواي | أوروغوياني
        UZ UZB | Uzbekistan | Uzbek, Uzbekistani, Ouzbek, Usbek, Usbekistan, Uzbeki | أوزبكستان, اوزبكستان, أوزباكستان | أوزبكي, أوزبكستاني
        VA VAT | Holy See | Vatican, Vatican City, Vatican City State, Holy See (Vatican City State) | الفاتيكان, مدينة الفاتيكان | فاتيكاني
        VC VCT | Saint Vincent and the Grenadines | St Vincent and the Grenadines, Saint Vincent, St Vincent, Saint Vincentian, Vincentian, St Vincentian | سانت فنسنت وجزر غرينادين, سانت فينسنت والغرينادين, سانت فنسنت |
        VE VEN | Venezuela | Venezuelan, Bolivarian Republic of Venezuela, Venezuela Bolivarian Republic of | فنزويلا | فنزويلي
        VG VGB | British Virgin Islands | BVI, British Virgin Islander, Virgin Islands British | جزر العذراء البريطانية, جزر فيرجن البريطانية |
        VI VIR | U.S. Virgin Islands | United States Virgin Islands, US Virgin Islands, US Virgin Islander, Virgin Islands US, USVI | جزر العذراء الأمريكية, جزر فيرجن الأمريكية |
        VN VNM | Viet Nam | Vietnam, Vietnamese, Viet | فيتنام, فييتنام | فيتنامي
        VU VUT | Vanuatu | Vanuatuan, Ni-Vanuatu | فانواتو |
        WF WLF | Wallis and Futuna | Wallisian, Wallis and Futuna Islander, Futunan | واليس وفوتونا, والس وفوتونا |
        WS WSM | Samoa | Samoan, Western Samoa, Western Samoan | ساموا | ساموي
        XK XKX | Kosovo | Kosovar, Kosovan, Kosova | كوسوفو | كوسوفي
        YE YEM | Yemen | Yemeni, Yemenite, Yaman, Yemeny, Yemeni Republic | اليمن, الجمهورية اليمنية | يمني
        YT MYT | Mayotte | Mahoran, Mahorais | مايوت | مايوتي
        ZA ZAF | South Africa | South African, RSA, SA South Africa, Suid-Afrika | جنوب أفريقيا, جنوب إفريقيا | جنوب أفريقي, جنوب إفريقي
        ZM ZMB | Zambia | Zambian | زامبيا | زامبي
        ZW ZWE | Zimbabwe | Zimbabwean, Zim | زيمبابوي, زمبابوي | زيمبابوي
        """;
}
