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
        Jumeirah Beach Residence | JBR | جميرا بيتش ريزيدنس | جي بي آر | Jumeira Beach Residence | Jumeirah Beach Residences | The Walk JBR | The Walk | جميرا بيتش رزيدنس | جميرا بيتش رزيدنيس
        Downtown Dubai | Downtown | Downtown Burj Khalifa | وسط مدينة دبي | داون تاون دبي | داون تاون | Down Town | Down Town Dubai | Downtown Burj Dubai | Burj Khalifa | Burj Khalifa Area | برج خليفة
        Business Bay | الخليج التجاري | بزنس باي | BB | Bussiness Bay | Buisness Bay | بيزنس باي
        Dubai International Financial Centre | DIFC | Dubai International Financial Center | مركز دبي المالي العالمي
        Palm Jumeirah | The Palm | Palm | The Palm Jumeirah | نخلة جميرا | النخلة | Palm Jumeira | The Palm Jumeira | Palm Jumairah | نخلة الجميرا | بالم جميرا
        Jumeirah Lake Towers | JLT | Jumeirah Lakes Towers | أبراج بحيرات جميرا | بحيرات جميرا | Jumeira Lake Towers | Jumeira Lakes Towers
        Jumeirah Village Circle | JVC | قرية جميرا الدائرية | Jumeira Village Circle | Jumeirah Village | جميرا فيليج سيركل | جميرا فييلج سركل | دائرة قرية جميرا
        Jumeirah Village Triangle | JVT | قرية جميرا المثلثة | مثلث قرية جميرا | Jumeira Village Triangle | جميرا فيليج ترايانجل | جميرا فيليج ترايجنل
        Dubai Hills Estate | Dubai Hills | DHE | دبي هيلز استيت | دبي هيلز | دبي هيلز استيتس | دبي هيليز
        Mohammed Bin Rashid City | MBR City | MBR | MBRC | Mohammad Bin Rashid City | مدينة محمد بن راشد | Mohammed Bin Rashid Al Maktoum City | Meydan MBR | مدينة محمد بن راشد آل مكتوم
        Sobha Hartland | Hartland | شوبا هارتلاند | Sobha Heartland | سوبها هارتلاند | صبحا هارتلاند
        Meydan | Meydan City | ميدان | مدينة ميدان | Medyan | Meydan One | ميدان ون | ميدان وان
        Dubai Creek Harbour | Creek Harbour | Dubai Creek Harbor | Creek Harbor | DCH | ميناء خور دبي | The Lagoons | Dubai Creek | دبي كريك هاربور | مرسى خور دبي
        Emaar Beachfront | Emaar Beach Front | إعمار بيتش فرونت | إعمار الواجهة البحرية
        Bluewaters Island | Bluewaters | Blue Waters | Bluewater Island | جزيرة بلوواترز | بلوواترز | بلو واترز | بلوز واترز
        City Walk | Citywalk | سيتي ووك | سيتي واك | ستي ووك
        Dubai Harbour | Dubai Harbor | دبي هاربور
        Port de La Mer | La Mer | Port De La Mer Jumeirah | بورت دو لا مير | لا مير
        Jumeirah | Jumeirah 1 | Jumeirah 2 | Jumeirah 3 | Jumeira | Jumairah | جميرا
        Umm Suqeim | Umm Suqeim 1 | Umm Suqeim 2 | Umm Suqeim 3 | Um Suqeim | Umm Suqueim | أم سقيم | ام سقيم | Umm Suqaim | Um Suqaim | Umm Sequim
        Al Wasl | Al-Wasl | الوصل
        Al Safa | Al-Safa | Al Safa 1 | Al Safa 2 | الصفا
        Al Satwa | Al-Satwa | Satwa | السطوة
        Zabeel | Za'abeel | Zaabeel | زعبيل | Za'abeel 1 | Za'abeel 2 | Zabeel 1 | Zabeel 2
        Dubai Healthcare City | DHCC | مدينة دبي الطبية
        Al Jaddaf | Al-Jaddaf | Jaddaf | Al Jadaf | الجداف | الجداف واترفرونت
        Culture Village | Jaddaf Waterfront | القرية الثقافية | جداف ووترفرونت | جداف واتر فرونت
        Al Barsha | Al-Barsha | Barsha | Al Barsha 1 | Al Barsha 2 | Al Barsha 3 | البرشاء | البرشا
        Al Barsha South | Barsha South | البرشاء جنوب
        Barsha Heights | Tecom | برشا هايتس | تيكوم | Tecom Site C | Al Barsha Heights | البرشاء هايتس
        Al Sufouh | Al-Sufouh | Sufouh | الصفوح | Al Safouh | Al Soufouh
        Dubai Media City | Media City | DMC | مدينة دبي للإعلام
        Dubai Internet City | Internet City | DIC | مدينة دبي للإنترنت
        Al Quoz | Al-Quoz | Quoz | القوز | Al Goze | Al Qouz | Al Quoze
        Deira | ديرة | Deirah | Dera
        Bur Dubai | بر دبي | BurDubai | Bur-Dubai
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
        International City | Dubai International City | المدينة العالمية | Int'l City | Intl City | Int City | International City Phase 1 | International City Phase 2 | المدينة العالمية المرحلة الأولى | المدينة العالمية المرحلة الثانية
        Dubai Silicon Oasis | DSO | Silicon Oasis | واحة دبي للسيليكون | واحة السيليكون | Dubai Silicone Oasis | واحة سيليكون
        Academic City | Dubai International Academic City | DIAC | مدينة دبي الأكاديمية
        Liwan | ليوان
        Living Legends | The Living Legends | Living Legends Dubailand | ليفينج ليجندز | الأساطير
        Dubai Production City | IMPZ | Production City | مدينة دبي للإنتاج
        Dubai Studio City | Studio City | مدينة دبي للاستديوهات | مدينة دبي للاستوديو | مدينة دبي للاستديو
        Dubai Science Park | DuBiotech | Science Park | مجمع دبي للعلوم | DSP | مجمع دبي للعلوم التقنية
        Dubai Sports City | Sports City | DSC | مدينة دبي الرياضية
        Motor City | Dubai Motor City | موتور سيتي | موتور ستي
        Arjan | Arjan Dubailand | أرجان | Al Barsha South 3 | Al Barsha South Third
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
        Arabian Ranches | Arabian Ranches 1 | Arabian Ranches I | AR1 | المرابع العربية | المرابع العربية 1 | المرابع العربية I
        Arabian Ranches 2 | Arabian Ranches II | AR2 | المرابع العربية 2 | المرابع العربية II
        Arabian Ranches 3 | Arabian Ranches III | AR3 | المرابع العربية 3 | المرابع العربية III
        Damac Hills | Damac Hills 1 | Akoya | Akoya by Damac | داماك هيلز
        Damac Hills 2 | Damac Hills II | Akoya Oxygen | داماك هيلز 2 | أكويا أوكسجين | أكويا اوكسجين
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
        Discovery Gardens | ديسكفري جاردنز | DG | الحدائق المكتشفة | حدائق ديسكفري
        The Gardens | Gardens Jebel Ali | الحدائق | Gardens | ذا جاردنز
        Dubai Investment Park | DIP | Dubai Investments Park | مجمع دبي للاستثمار
        Jebel Ali | Jabal Ali | جبل علي | جبل على
        Jebel Ali Village | Jabal Ali Village | قرية جبل علي
        Palm Jebel Ali | Palm Jabal Ali | نخلة جبل علي
        Dubai South | Dubai World Central | DWC | South Dubai | دبي الجنوب | دبي ساوث | دبي للجنوب
        Emaar South | إعمار الجنوب | إعمار للجنوب
        Expo City | Expo City Dubai | District 2020 | مدينة إكسبو دبي
        Dubai Islands | Deira Islands | جزر دبي
        Maritime City | Dubai Maritime City | مدينة دبي الملاحية
        World Islands | The World Islands | جزر العالم
        """;
}
