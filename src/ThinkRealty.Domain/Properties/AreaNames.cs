namespace ThinkRealty.Domain.Properties;

/// <summary>One area a line: the canonical name, then the others in use, short, old and Arabic.</summary>
/// <remarks>
/// Neighbouring numbered parts of one district (Jumeirah 1–3) are one area; separate communities that share a
/// name (Damac Hills 2, Arabian Ranches 3) are areas of their own.
/// </remarks>
internal static class AreaNames
{
    public const string Table = """
        Dubai Marina | Marina | The Marina | Marsa Dubai | دبي مارينا | مرسى دبي | مارينا
        Jumeirah Beach Residence | JBR | جميرا بيتش ريزيدنس | جي بي آر
        Downtown Dubai | Downtown | Downtown Burj Khalifa | وسط مدينة دبي | داون تاون دبي | داون تاون
        Business Bay | الخليج التجاري | بزنس باي
        Dubai International Financial Centre | DIFC | Dubai International Financial Center | مركز دبي المالي العالمي
        Palm Jumeirah | The Palm | Palm | The Palm Jumeirah | نخلة جميرا | النخلة
        Jumeirah Lake Towers | JLT | Jumeirah Lakes Towers | أبراج بحيرات جميرا | بحيرات جميرا
        Jumeirah Village Circle | JVC | قرية جميرا الدائرية
        Jumeirah Village Triangle | JVT | قرية جميرا المثلثة | مثلث قرية جميرا
        Dubai Hills Estate | Dubai Hills | DHE | دبي هيلز استيت | دبي هيلز
        Mohammed Bin Rashid City | MBR City | MBR | MBRC | Mohammad Bin Rashid City | مدينة محمد بن راشد
        Sobha Hartland | Hartland | شوبا هارتلاند
        Meydan | Meydan City | ميدان | مدينة ميدان
        Dubai Creek Harbour | Creek Harbour | Dubai Creek Harbor | Creek Harbor | DCH | ميناء خور دبي
        Emaar Beachfront | Emaar Beach Front | إعمار بيتش فرونت | إعمار الواجهة البحرية
        Bluewaters Island | Bluewaters | Blue Waters | Bluewater Island | جزيرة بلوواترز | بلوواترز
        City Walk | Citywalk | سيتي ووك | سيتي واك
        Dubai Harbour | Dubai Harbor | دبي هاربور
        Port de La Mer | La Mer | Port De La Mer Jumeirah | بورت دو لا مير | لا مير
        Jumeirah | Jumeirah 1 | Jumeirah 2 | Jumeirah 3 | Jumeira | Jumairah | جميرا
        Umm Suqeim | Umm Suqeim 1 | Umm Suqeim 2 | Umm Suqeim 3 | Um Suqeim | Umm Suqueim | أم سقيم | ام سقيم
        Al Wasl | Al-Wasl | الوصل
        Al Safa | Al-Safa | Al Safa 1 | Al Safa 2 | الصفا
        Al Satwa | Al-Satwa | Satwa | السطوة
        Zabeel | Za'abeel | Zaabeel | زعبيل
        Dubai Healthcare City | DHCC | مدينة دبي الطبية
        Al Jaddaf | Al-Jaddaf | Jaddaf | Al Jadaf | الجداف
        Culture Village | Jaddaf Waterfront | القرية الثقافية
        Al Barsha | Al-Barsha | Barsha | Al Barsha 1 | Al Barsha 2 | Al Barsha 3 | البرشاء | البرشا
        Al Barsha South | Barsha South | البرشاء جنوب
        Barsha Heights | Tecom | برشا هايتس | تيكوم
        Al Sufouh | Al-Sufouh | Sufouh | الصفوح
        Dubai Media City | Media City | DMC | مدينة دبي للإعلام
        Dubai Internet City | Internet City | DIC | مدينة دبي للإنترنت
        Al Quoz | Al-Quoz | Quoz | القوز
        Deira | ديرة
        Bur Dubai | بر دبي
        Al Karama | Al-Karama | Karama | الكرامة
        Al Mankhool | Mankhool | المنخول
        Oud Metha | عود ميثاء
        Al Garhoud | Al-Garhoud | Garhoud | القرهود
        Al Rashidiya | Al-Rashidiya | Rashidiya | الراشدية
        Al Nahda | Al-Nahda | Nahda | Al Nahda Dubai | النهدة
        Al Qusais | Al-Qusais | Qusais | القصيص
        Mirdif | Mirdiff | مردف
        Al Warqa | Al-Warqa | Al Warqaa | Warqa | الورقاء
        Nad Al Sheba | Nad Al-Sheba | ند الشبا
        Ras Al Khor | Ras Al-Khor | رأس الخور
        Dubai Festival City | Festival City | DFC | دبي فستيفال سيتي
        International City | Dubai International City | المدينة العالمية
        Dubai Silicon Oasis | DSO | Silicon Oasis | واحة دبي للسيليكون | واحة السيليكون
        Academic City | Dubai International Academic City | DIAC | مدينة دبي الأكاديمية
        Liwan | ليوان
        Dubai Production City | IMPZ | Production City | مدينة دبي للإنتاج
        Dubai Studio City | Studio City | مدينة دبي للاستديوهات
        Dubai Science Park | DuBiotech | Science Park | مجمع دبي للعلوم
        Dubai Sports City | Sports City | DSC | مدينة دبي الرياضية
        Motor City | Dubai Motor City | موتور سيتي
        Arjan | Arjan Dubailand | أرجان
        Al Barari | Al-Barari | Barari | البراري
        Majan | Majan Dubailand | ماجان
        Dubailand | Dubai Land | دبي لاند
        Dubai Land Residence Complex | DLRC | مجمع دبي السكني
        The Villa | The Villa Dubailand | ذا فيلا
        Falcon City of Wonders | Falcon City | Falconcity | مدينة فالكون
        Mudon | Mudon Dubailand | مدن
        Remraam | رمرام
        Serena | Serena Dubailand | سيرينا
        Villanova | فيلانوفا
        The Sustainable City | Sustainable City | المدينة المستدامة
        Arabian Ranches | Arabian Ranches 1 | Arabian Ranches I | AR1 | المرابع العربية | المرابع العربية 1
        Arabian Ranches 2 | Arabian Ranches II | AR2 | المرابع العربية 2
        Arabian Ranches 3 | Arabian Ranches III | AR3 | المرابع العربية 3
        Damac Hills | Damac Hills 1 | Akoya | Akoya by Damac | داماك هيلز
        Damac Hills 2 | Damac Hills II | Akoya Oxygen | داماك هيلز 2
        Damac Lagoons | Lagoons by Damac | داماك لاجونز
        Tilal Al Ghaf | Tilal Al-Ghaf | تلال الغاف
        Town Square | Town Square Dubai | Nshama Town Square | تاون سكوير
        The Valley | The Valley by Emaar | The Valley Dubai | ذا فالي
        Emirates Hills | تلال الإمارات
        Emirates Living | الإمارات ليفينج
        The Springs | Springs | Springs Dubai | الينابيع
        The Meadows | Meadows | Meadows Dubai | السهول
        The Lakes | Lakes | Lakes Dubai | البحيرات
        The Greens | Greens | Greens Dubai | الروضة
        The Views | Views | Views Dubai | ذا فيوز
        The Hills | ذا هيلز
        Jumeirah Islands | Jumeira Islands | جزر جميرا
        Jumeirah Park | Jumeira Park | جميرا بارك | حديقة جميرا
        Jumeirah Golf Estates | JGE | Golf Estates | جميرا جولف استيت | عقارات جميرا للجولف
        Jumeirah Heights | مرتفعات جميرا
        Jumeirah Bay Island | Jumeirah Bay | جزيرة خليج جميرا
        Pearl Jumeirah | Pearl Jumeira | لؤلؤة جميرا
        Al Furjan | Al-Furjan | Furjan | الفرجان
        Discovery Gardens | ديسكفري جاردنز
        The Gardens | Gardens Jebel Ali | الحدائق
        Dubai Investment Park | DIP | Dubai Investments Park | مجمع دبي للاستثمار
        Jebel Ali | Jabal Ali | جبل علي
        Jebel Ali Village | Jabal Ali Village | قرية جبل علي
        Palm Jebel Ali | Palm Jabal Ali | نخلة جبل علي
        Dubai South | Dubai World Central | DWC | South Dubai | دبي الجنوب | دبي ساوث
        Emaar South | إعمار الجنوب
        Expo City | Expo City Dubai | District 2020 | مدينة إكسبو دبي
        Dubai Islands | Deira Islands | جزر دبي
        Maritime City | Dubai Maritime City | مدينة دبي الملاحية
        World Islands | The World Islands | جزر العالم
        """;
}
