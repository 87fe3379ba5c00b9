/**
 * Words of comments that stand for code left out, in the languages that models write comments in. A word with `*` at its
 * end is a stem; `_` joins the words of a phrase. What is in none of the lists is unknown, and a comment that says
 * anything unknown is read as an ordinary one.
 *
 * - `keep`: says that something is as it was. `hold`: the same, of what is named beside it. `weak`: the same, in words that
 *   say other things more often.
 * - `not` and `change`: together they say the same as `keep` ("nothing else changes", "not shown here").
 * - `rest`: all but what is shown.
 * - `noun`: what a file consists of. No word for data ("arguments", "values"): comments on code speak of those.
 * - `gone`: what is named was taken away or moved on purpose.
 * - `glue`: what joins the others.
 */
export type Kind = "keep" | "hold" | "not" | "change" | "weak" | "rest" | "noun" | "gone" | "glue";

export const lexicon: Record<Kind, string> = {
  keep: `
    as_in_your rest_is_fine rest_is_ok rest_is_okay rest_is_good rest_is_correct rest_looks_fine rest_looks_good
    rest_looks_correct others_are_fine others_look_fine others_look_good everything_else_is_fine everything_else_is_ok
    everything_else_looks_good
    same_content same_contents same_markup same_html same_body वही यथावत ennallaan unchanged unmodified untouched unaltered unedited intact omitted elided snip snipped unaffected verbatim
    ditto idem brevity leave_as_is as_is as_before as_it_is as_it_was as_they_are as_they_were as_above as_previously
    as_earlier as_originally as_original as_in_the_original as_in_the_file as_given as_provided same_as_before
    same_as_above same_as_previously same_as_earlier same_as_original same_as_the_original same_as_in_the_original
    same_as_it_was same_as_they_were same_as_in_the_file same_as_existing not_shown no_change no_changes no_edits
    no_modifications not_changed not_modified not_touched not_affected not_repeated dont_change do_not_change
    dont_modify do_not_modify dont_touch do_not_touch doesnt_change does_not_change and_so_on and_so_forth
    hasnt_changed havent_changed have_not_changed has_not_changed isnt_changed arent_changed is_not_changed
    are_not_changed without_change without_changes already_exists already_exist already_there unverändert* ungeändert*
    unmodifiziert* gleich gleiche gleichen gleicher identisch* unberührt* selbe selben dasselbe dieselbe* ausgelassen
    weggelassen gekürzt übernommen belassen belass* unangetastet wie_bisher wie_vorher wie_zuvor wie_gehabt wie_oben
    wie_im_original keine_änderung* nicht_geändert nicht_verändert ohne_änderung* und_so_weiter usw inchangé*
    identique* pareil* laiss* même mêmes omis omise* tronqué* intact* inaltéré* non_modifié* sans_changement*
    sans_modification* aucun_changement aucune_modification tel_quel telle_quelle tels_quels telles_quelles
    comme_avant ne_change_pas ne_changent_pas n_est_pas_modifié* reste_pareil* comme_ci_dessus comme_précédemment
    igual iguales mismo misma mismos mismas inalterad* intacto* intacta* sin_cambio* sin_modific* sin_cambiar
    sin_alter* idéntic* omitid* omite* tal_cual como_antes como_está como_están como_estaba como_estaban como_arriba
    no_cambia* no_se_modific* no_se_han_modificado mesmo mesma mesmos mesmas iguais sem_alteraç* sem_mudanç*
    sem_modific* sem_alterar inalterado* não_muda* continua continuam como_era como_eram como_acima invariat* stesso
    stessa stessi stesse uguale uguali identic* immutat* senza_modific* senza_cambiament* come_prima così_com_è
    così_come_sono omess* inalterat* come_sopra nessuna_modifica ongewijzigd* hetzelfde zelfde dezelfde gelijk
    onveranderd* ongemoeid identiek* weggelaten geen_wijziging* zoals_voorheen zoals_hierboven zoals_het_was bez_zmian
    niezmien* tak_samo taki_sam taka_sama takie_same identyczn* pominięt* jak_wcześniej jak_poprzednio jak_wyżej
    jak_było beze_změn bez_zmeny nezměněn* stejn* beze_změny zůstáv* jako_předtím jako_dříve nezmenen* zostáva*
    oförändra* uændret* uendret* samma samme densamma behåller utelämna* som_förut som_tidigere som_tidligere aynı
    aynen değişmedi değişmeden değişmez değişmemiş değişiklik_yok olduğu_gibi kalıyor kalır kalsın kalacak önceki_gibi
    eskisi_gibi без_изменени* неизмен* неизмён* прежн* по_прежнему то_же так_же так_же_как тот_же та_же те_же такой_же
    такая_же такое_же такие_же же оставить оставляем оставь оставьте оставлен* оставля* не_меня* не_измен* не_трог*
    идентичн* опущен* опущено пропущен* аналогичн* как_было как_были как_раньше как_есть как_прежде как_выше
    как_и_раньше и_так_далее без_змін незмін* так_само залиша* залиш* збереж* зберіга* не_зміню* як_було як_раніше
    те_саме той_самий không_thay_đổi không_đổi giữ_nguyên như_cũ như_trước như_trên tidak_berubah tetap_sama
    sama_seperti_sebelumnya tetap sama seperti_sebelumnya seperti_semula دون_تغيير بدون_تغيير كما_هو كما_هي كما_كان
    كما_كانت अपरिवर्तित वैसा_ही वैसे_ही पहले_जैसा कोई_बदलाव_नहीं ללא_שינוי כמו_קודם αμετάβλητ* ίδιο ίδια όπως_πριν
    όπως_ήταν neschimbat* rămâne rămân la_fel változatlan* ugyanaz muuttumaton* muuttumattom*`,
  hold: `
    alone same identical kept keep keeps keeping retain* preserve* preserving stay stays stayed staying remain remains
    remained leave leaves left likewise skipped truncated abbreviated shortened hidden beibehalt* behalten beibehalte
    conserv* gard* mantiene* mantén mantener mantenid* permanec* conserva* conservar* preserva* mantém mantêm mantido*
    mantida* manter mantenha* permanecem mantieni mantenere mantenut* rimane rimangono rimasto conservat* conserva
    behoud* zachow* zostaw* pozostaw* ponech* zachov* behåll* behold* koru* сохраняем сохраняется сохраняются сохранён
    сохранен сохранена сохранены zostaje zostają pozostaje pozostają bleib bleibt bleiben blieb blieben blijf blijft
    blijven restent restera* demeur* остаётся остается остаются остались остался осталась осталось besteh* erhalten`,
  not: `
    not no never nothing none without nicht nichts kein keine keinen keinerlei ohne pas aucun aucune aucunes sans rien
    ne sin ningún ninguna nada ni sem não nenhuma nenhum non nessun nessuna senza niente geen niet niets zonder bez
    nie żadnych beze žádné inte ingen inga ikke yok değil не нет без ни ничего жодних нічого không tidak tanpa دون
    بدون لا नहीं ללא לא`,
  change: `
    change changes changed changing modif* modification* edit edits edited alter* touch touched touching update
    updates updated adjust* repeated repeat shown show included include displayed listed reproduced written printed
    necessary needed required affected änder* geändert* veränder* angepasst* anpass* gezeigt nötig wiederholt chang*
    modifi* montré* nécessaire* répét* cambi* modific* tocar toca mostrad* necesari* repet* mudan* muda mudam
    necessári* cambia* modifich* toccare wijzig* verander* nodig aangepast zmian* zmien* zmian zmieni* změn* zmen*
    ändring* ändra* endring* endre* ændr* değiş* измен* меня* поменя* тронут* трог* правк* нужн* змін* зміню* thay_đổi
    berubah perubahan ubah تغيير تغير बदलाव שינוי`,
  weak: `
    end_of_changes end_of_change end_of_edits end_of_edit end_of_modifications vai vão vient viene vienen viennent vengono kommt kommen komt komen kommer existing original originally refer paste insert put include add va vont viene previous previously prior above
    below here follows follow continues continue continued go goes going belongs similar similarly analogous
    analogously etc exists exist see copy copied goes_here still already current old unedited apply applies bestehend*
    vorhanden* ursprünglich* vorherig* bisherig* original* hier oben unten folgt folgen lassen lässt siehe analog
    entsprechend* existant* précédent* ici ci_dessus suit suivent voir reste_ici plus_haut existente* anterior* previo
    previa previos antes aquí arriba queda quedan deja dejar dejamos ver sigue siguen acima aqui fica ficam deixa
    deixar segue seguem esistent* precedent* qui sopra lascia lasciare seguono vedi resta restano bestaand* originele
    oorspronkelijk* vorige hierboven volgt volgen laat laten istniejąc* oryginaln* poprzedni* tutaj powyżej existující
    původní zde výše befintlig* ursprunglig* här ovan eksisterende mevcut önceki burada yukarıda существующ* исходн*
    предыдущ* оригинальн* выше здесь тут идёт идет следует см існуюч* попередн* вище`,
  rest: `
    suite_du suite_de suite_des оставш* rest remainder remaining other others else everything_else all_else anything_else everything
    everything_other restlich* übrig* übrige* ander* sonstig* alles_andere alles weiter* verbleibend* reste restes
    restant* autre autres tout_le_reste resto demás otro otra otros otras restante* todo_lo_demás lo_demás outro outra
    outros outras demais restantes tudo_o_mais altro altra altri altre rimanent* tutto_il_resto overige overig andere
    resterend* al_het_andere reszta reszty resztę resztą pozostał* inne innych zbytek zbytku ostatní ostatné zvyšok
    resten övrig* övriga andra andre øvrige geri_kalan* kalan* diğer diğerleri gerisi остальн* остаток прочее прочие
    другие другой друг* решта решту інші інше інших phần_còn_lại còn_lại sisanya sisa lainnya باقي بقية बाकी שאר
    υπόλοιπ* restul többi loput`,
  noun: `
    dockerfile makefile jenkinsfile gemfile procfile vagrantfile readme manifest workflow pipeline codului koodi def fn fun async public private static void const let var code source file files function functions
    func method methods member members class classes implementation implementations impl component components logic
    content contents module modules script scripts body bodies import imports export exports property properties props
    field fields style styles stylesheet rule rules test tests case cases suite route routes endpoint endpoints
    handler handlers definition definitions declaration declarations config configuration line lines section sections
    part parts stuff thing things markup html jsx css element elements statement statements variable variables
    constant constants option options setting settings entry entries block blocks program document page pages template
    templates text query queries schema schemas struct structs enum enums type types interface interfaces trait traits
    helper helpers utility utilities util utils hook hooks table tables key keys attribute attributes getter getters
    setter setters constructor constructors destructor procedure procedures routine routines subroutine macro macros
    command commands step steps target targets stage job jobs scenario fixtures controller controllers service
    services model models view views header footer sidebar navigation nav paragraph paragraphs chapter chapters slide
    resource resources provider providers branch branches action actions reducer codes datei* funktion* methode*
    klasse* implementierung* logik inhalt* modul* skript* körper rumpf eigenschaft* feld felder stil stile regel
    regeln fall fälle route* definition* deklaration* konfiguration* zeile* abschnitt* teil teile element* variable*
    konstante* optionen einstellung* eintrag einträge blöcke programm dokument* seite* vorlage* abfrage* aufgabe*
    fichier* fonction* méthode* classe* implémentation* logique contenu* corps propriété* champ champs règle* cas
    définition* déclaration* ligne* élément* constante* réglage* bloc blocs programme modèle* texte requête* balise*
    código archivo* fichero* función funciones método* clase* implementación implementaciones lógica contenido*
    módulo* cuerpo propiedad* campo* estilo* regla* prueba* caso casos ruta* definición definiciones declaración
    declaraciones configuración línea* sección secciones parte partes elemento* opción opciones bloque* programa
    documento página* plantilla* texto consulta* etiqueta* arquivo* ficheiro* função funções classe implementação
    conteúdo* corpo propriedade* regra* teste* rota* definição definições declaração configuração linha* seção seções
    opção opções bloco* página modelo* consulta codice funzione funzioni metodo metodi classi implementazione
    implementazioni logica contenuto moduli proprietà campi regola regole casi rotta definizione definizioni
    dichiarazione configurazione riga righe sezione sezioni elementi variabile variabili costante opzioni blocco
    bestand* functie* implementatie* inhoud regel* sectie* deel delen eigenschap* definitie* instelling* kod kodu plik
    pliku funkcja funkcje funkcji metoda metody metod klasa klasy klas implementacja logika zawartość moduł część
    części sekcja sekcje linie definicje kód kódu soubor* funkce třídy implementace část sekce koden fil filen
    funktioner metod* metoder klass* klasser innehåll delar kode funksjon* innhold dosya* fonksiyon* metot* sınıf*
    kodun bölüm* satır* içerik код кода коду файл* функци* метод* класс* реализац* логик* содержим* модул* тело тела
    импорт* свойств* поле поля полей стил* правил* тест тесты тестов маршрут* определени* объявлени* конфиг* строк*
    раздел* част* элемент* переменн* констант* блок* программ* документ* страниц* шаблон* текст* запрос* настройк*
    файлу файл класи методи функції частина phần mã hàm lớp fungsi metode kelas berkas bagian الكود الدوال الملف कोड
    फ़ाइल קוד κώδικ* codul`,
  gone: `
    remov* delet* dropp* drop moved move moves renamed rename renames replac* merged merge extracted extract inlined
    deprecated obsolete gone unused unnecessary redundant instead formerly superseded refactored combined folded into
    anymore longer now_in entfernt* gelöscht* verschoben* umbenannt* ersetzt* ausgelagert* entfällt statt veraltet
    supprim* déplac* remplac* renomm* obsolète fusionn* eliminad* borrad* movid* reemplaz* renombrad* sustituid*
    obsolet* removid* substituíd* renomead* excluíd* rimoss* spostat* sostituit* rinominat* verwijderd* verplaatst*
    vervangen hernoemd* usunięt* przenies* zastąp* odstraněn* přesunut* borttag* flyttad* ersatt* удал* перенес*
    перемещ* переимен* замен* убран* видал* silindi taşındı`,
  glue: `
    beyond past onward insert put paste sure following need needs a an the all of in from for to this that these those it its they their them is are was
    were be been being will would shall should must can may have has had and or with any your my our we you i there
    now just simply please also both each every such as on at by exactly completely entirely fully totally note nb
    same_as plus too only yet like how what which who when_needed before after does do did dont doesnt isnt arent
    where then up down out over per version uploaded provided given made make makes done whole entire full one two
    three four five point onwards onward further few several many more various der die das den dem des ein eine einen
    einem einer eines und oder von vom im am auf aus mit für zu zum zur bei ist sind war waren wird werden wurde
    wurden dort noch auch nur wie es sie sich aller alle allen jede* diese* jene* genau exakt vollständig komplett
    bitte hinweis änderung änderungen zwei drei beiden beide sonst daran le la les l un une du de d et ou à au aux en
    dans sur pour par avec ce cet cette ces est sont était étaient être tout tous toute toutes que qui comme
    exactement deux trois se s y n il elle ils elles el los las lo uno e o u del con para por al son está están era
    eran este esta estos estas todo todos toda todas como exactamente ha han hay sea sigue os um uma umas uns da dos
    na nos nas com é são estava tudo exatamente ao às foi foram gli una della dei delle degli nel nella nei alla che
    si è sono erano questo questa questi tutto tutti tutte come così esattamente het een van op met voor zijn wordt
    worden dit deze zoals als oraz lub w z ze jak jest są te ten ta wszystkie wszystko się k je jsou všechny vše tak
    av och är som allt det til og er med för alt ve veya ile bu tüm hepsi şey her bütün kısmı kısımlar дальше далее
    ниже тут вот и или в во на с со из от для до к по это этот эта эти все всё весь вся всех как так он она оно они их
    его её ее был была были было у о й та або з із як усі всі є và các của là như nguyên dan yang di dari semua ini و
    من في كل هذا और का के की है हैं सब`,
};

/** The same for scripts that do not part their words: pieces, looked for longest first. */
export const unpartedLexicon: Record<Kind, string> = {
  keep: `
    未変更 未更改 没有更改 無更改 无更改 无需更改 不用更改 保持不变 保持原样 保持不變 保持原樣 不变 不變 没有变化 沒有變化 无变化 無變化 没有改动 無改動 没有修改 无需修改 無需修改 不做修改 不作修改 不需要修改
    不需要改动 无需改动 未修改 未改动 未改變 未改变 未变 不用改 不动 不動 不改 没变 原样 原樣 照旧 照舊 同上 同前 如前 如上 与之前相同 和之前一样 和之前相同 与原来相同 跟之前一样 一样 一樣 相同 一致 省略
    略去 略 沿用 维持 維持 照原来 照搬 変更なし 変更無し 変更はありません 変更ありません 変更しない 変更しません 変更せず 変わらず 変わりません 変わらない 変わりなし そのまま 同じ 同様 元のまま 従来通り
    従来どおり これまで通り 以前の通り 以前と同様 不変 保持 변경_없음 변경없음 변경되지 바뀌지 그대로 동일하게 동일합니다 동일 같음 같습니다 같다 생략 변함없이 변함없음 이전과_똑같이 똑같`,
  hold: `
    保留 維持 残します 残す 残しておく 유지`,
  not: "",
  change: "",
  weak: `
    以降 当前 當前 目前的 现有 現有 已有 原有 原来 原來 原始 之前 以前 上面 上方 以上 上述 下面 下方 以下 这里 這裡 此处 此處 同样 类似 既有 既存 現在の 現行の 今の 元の 上記 下記 ここに ここ 前回 기존 위와 이전 여기 아래 원래 계속`,
  rest: `
    其余 其餘 其他 其它 剩余 剩餘 剩下 余下 餘下 别的 別的 另外 除此之外 残り 残る その他 それ以外 他の ほかの 以外 ほか 나머지 그_외 그외 기타 다른 이외`,
  noun: `
    代码 代碼 程式碼 函数 函數 函式 方法 类 類 類別 部分 部份 内容 內容 文件 檔案 逻辑 邏輯 实现 實現 实作 實作 定义 定義 功能 模块 模組 导入 导出 样式 樣式 标签 標籤 页面 頁面 接口 变量 變數
    配置 设置 設定 测试 測試 组件 元件 段落 章节 行 条目 结构 類型 类型 语句 属性 成员 节 区块 路由 规则 コード 関数 メソッド クラス 処理 実装 ファイル 箇所 機能 モジュール 要素 テスト 変数
    プロパティ スタイル セクション ロジック インポート エクスポート 項目 ページ タグ 構造 型 メンバー ルート 코드 함수 메서드 메소드 클래스 부분 내용 파일 로직 구현 정의 기능 모듈 요소 설정 테스트 변수
    속성 스타일 섹션 항목 페이지 줄`,
  gone: `
    处理 删除 刪除 移除 移动 移到 移至 替换 替換 重命名 已移 合并 废弃 不再 処理する 処理し 処理され 削除 移動 置き換え 置換 改名 廃止 統合 삭제 제거 이동 대체 이름_변경 통합`,
  glue: `
    以降 后面 前面 後面 的 了 都 均 和 与 與 及 以及 请 請 在 所有 全部 这些 這些 那些 仍然 仍旧 仍 将 會 会 是 需要 要 任何 原 有 跟 同 版本 中 里 被 做 不 到 也 还 還 就 即可 即 可
    等 个 個 两 全 各 每 代 码 对 于 並 并 且 由 已 该 此 段 下 上 後 のは のが の は が を も に と や で など すべて 全て です ます でした ください 前 元 および 及び し て い る する
    した ため から まで へ か な だ こと もの これ それ この その あり ませ ん 変更 通り どおり 両方 은 는 이 가 을 를 의 와 과 도 로 으로 및 등 에 에서 그 모두 전부 합니다 됩니다 입니다 함
    됨 임 있음 있습니다 않음 않습니다 않았습니다 됩 니다 한 하게 하 되 된 들 며 고 지 것 변경 없이 없습니다 없음 처럼 같이`,
};
