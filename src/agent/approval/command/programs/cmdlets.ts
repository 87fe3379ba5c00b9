import { placeRisk, type Where } from "../line/places.ts";
import { staticWord, type Word } from "../line/script.ts";
import { isHarmlessVariable } from "../line/environment.ts";

/** Names that PowerShell has for its own commands (`Get-Alias`); in lower case. */
const aliases = new Map(
  Object.entries(
    Object.fromEntries(
      (
        "%=foreach-object foreach=foreach-object ?=where-object where=where-object ac=add-content cat=get-content gc=get-content type=get-content cd=set-location chdir=set-location sl=set-location clc=clear-content clear=clear-host cls=clear-host cli=clear-item clp=clear-itemproperty " +
        "clv=clear-variable compare=compare-object diff=compare-object copy=copy-item cp=copy-item cpi=copy-item cpp=copy-itemproperty curl=invoke-webrequest wget=invoke-webrequest iwr=invoke-webrequest irm=invoke-restmethod del=remove-item erase=remove-item rd=remove-item ri=remove-item rm=remove-item rmdir=remove-item " +
        "dir=get-childitem gci=get-childitem ls=get-childitem echo=write-output write=write-output epal=export-alias epcsv=export-csv fc=format-custom fl=format-list ft=format-table fw=format-wide gal=get-alias gcm=get-command gcb=get-clipboard gdr=get-psdrive ghy=get-history h=get-history history=get-history gi=get-item gjb=get-job " +
        "gl=get-location pwd=get-location gm=get-member gmo=get-module gp=get-itemproperty gps=get-process ps=get-process group=group-object gsv=get-service gu=get-unique gv=get-variable gwmi=get-wmiobject icm=invoke-command iex=invoke-expression ihy=invoke-history r=invoke-history ii=invoke-item ipal=import-alias ipcsv=import-csv " +
        "ipmo=import-module iwmi=invoke-wmimethod kill=stop-process spps=stop-process man=help md=mkdir measure=measure-object mi=move-item move=move-item mv=move-item mp=move-itemproperty mount=new-psdrive ndr=new-psdrive nal=new-alias ni=new-item nmo=new-module nv=new-variable ogv=out-grid oh=out-host popd=pop-location pushd=push-location " +
        "rbp=remove-psbreakpoint rcjb=receive-job rdr=remove-psdrive ren=rename-item rni=rename-item rnp=rename-itemproperty rp=remove-itemproperty rjb=remove-job rv=remove-variable rvpa=resolve-path sajb=start-job sal=set-alias saps=start-process start=start-process sasv=start-service sc=set-content select=select-object set=set-variable " +
        "shcm=show-command si=set-item sleep=start-sleep sls=select-string sort=sort-object sp=set-itemproperty spjb=stop-job spsv=stop-service sv=set-variable swmi=set-wmiinstance tee=tee-object trcm=trace-command wjb=wait-job rwmi=remove-wmiobject etsn=enter-pssession nsn=new-pssession cvpa=convert-path lp=out-printer iswitch=invoke-item"
      )
        .split(" ")
        .map((pair) => pair.split("=") as [string, string]),
    ),
  ),
);

/** The name of a command as PowerShell finds it, in lower case. */
export const cmdlet = (name: string): string => {
  const plain = name.toLowerCase().replace(/^[\w.]+\\(?=\w+-\w+$)/, "");
  return aliases.get(plain) ?? plain;
};

/** Commands that run code, change the machine or its settings, or destroy. */
const always =
  /^(invoke-(expression|command|item|wmimethod|cimmethod|history|asworkflow|commandindesktoppackage)|start-(process|job|threadjob|service|bitstransfer|transcript)|(stop|restart|suspend|resume|debug)-(process|computer|service|job)|new-(object|service|alias|psdrive|pssession|localuser|itemproperty|module|variable|scheduled\w*|netfirewall\w*|cimsession|eventlog|partition|volume|smbshare|selfsignedcertificate|webserviceproxy|psrole\w*)|add-(type|mppreference|localgroupmember|computer|psssnapin|appxpackage|windows\w*)|(import|install|update|uninstall|publish|save|register|unregister|find)-(module|package\w*|script|alias|pssession|psrepository|psresource|appx\w*)|set-(executionpolicy|service|itemproperty|acl|alias|item|variable|psdebug|mppreference|date|timezone|wmiinstance|ciminstance|localuser|netfirewall\w*|psreadline\w*|psrepository|strictmode|psbreakpoint|authenticodesignature|dns\w*|net\w*|bits\w*|windows\w*|secret\w*|processmitigation|vm\w*|disk|partition|volume|clipboard)|remove-(?!item$)\w+|clear-(?!host$)\w+|format-volume|initialize-disk|resize-partition|(mount|dismount|enable|disable|repair|reset|unlock|protect|unprotect|lock|optimize|backup|restore|checkpoint|rename|grant|revoke|block|unblock|send|enter|exit|connect|disconnect|receive|wait|trace|switch|undo|complete|deny|move)-(?!(item|object|string|location|event|process)$)\w+|get-(credential|secret\w*|clipboard|wmiobject|ciminstance|variable|history|psreadlineoption|localuser|bitlocker\w*)|convertfrom-securestring|convertto-securestring|out-(printer|gridview)|show-\w+|register-\w+|unregister-\w+|export-(pfx\w*|certificate|clixml|modulemember|alias)|import-(pfx\w*|certificate|clixml|localizeddata)|tee-variable|wsl|wsl\.exe|doskey|control|mmc|msdt|forfiles|pcalua|conhost|hh|ieexec|mavinject|presentationhost|odbcconf|cmstp|extexport|xwizard|winrm|winrs|dism|sfc|powercfg|pnputil|w32tm|tzutil|setx|assoc|ftype|subst|label|convert|recover|manage-bde|cleanmgr|reagentc|slmgr|gpupdate|auditpol|secedit|dsacls|nltest|ntdsutil|esentutl|makecab|expand|rasdial|tsshutdn|bootsect|bcdboot|change|query|reset|shadow|waitfor|at|eventcreate|logman|typeperf|tracerpt|runonce|cmdkey|vaultcmd|rpcping|print|mode|choice\.exe|verifier|dispdiag|fondue|certreq)$/;

/** Whether a parameter is there, perhaps abbreviated. */
const parameter = (words: readonly Word[], name: string, least: number): boolean =>
  words.some(({ text, isQuoted }) => {
    const given = /^[-/]([A-Za-z]+):?/.exec(text)?.[1]?.toLowerCase();
    return !isQuoted && given !== undefined && given.length >= least && name.startsWith(given);
  });

/** Members that ForEach-Object may call or show by name. */
const plainMembers =
  /^(name|fullname|basename|extension|length|count|tostring|trim|toupper|tolower|lastwritetime|creationtime|directoryname|path|line|linenumber|filename|id|processname|key|value|mode|version|status|displayname)$/i;

/** What a command of PowerShell risks whatever was allowed; undefined if nothing. */
export function cmdletRisk(words: readonly Word[], isFed: boolean, where: Where): string | undefined {
  const name = cmdlet(words[0]?.text ?? "");
  const args = words.slice(1);
  if (always.test(name)) return `"${words[0]?.text}" runs code, or changes the machine or what can't be brought back.`;
  const drive = args.find(
    ({ text, head }) =>
      /^(microsoft\.powershell\.\w+(\\\w+)?::|(?!(https?|localhost):)[A-Za-z][A-Za-z0-9]+:(?!\/\/))/i.test(
        text || head,
      ) && !/^-/.test(text),
  );
  if (drive && /-/.test(name) && !/^(write|select|where|sort|group|format|measure|foreach|convert|join)-/.test(name))
    return "It names a drive that holds no files.";
  if (/-/.test(name) && args.some(({ raw }) => /^@\w/.test(raw))) return "It is not known which parameters it gets.";
  switch (name) {
    case "remove-item":
      return parameter(args, "recurse", 1) ||
        parameter(args, "force", 2) ||
        isFed ||
        args.length === 0 ||
        args.some(({ kind, text }) => kind !== "static" || /^([\\/.~]+|[A-Za-z]:[\\/]?)$/.test(text))
        ? "It deletes files for good."
        : undefined;
    case "foreach-object": {
      const plain = args.filter(({ raw }) => !/^[{(]/.test(raw));
      return plain.every(
        ({ text, kind }) =>
          kind === "static" &&
          (/^-(process|begin|end|parallel|throttlelimit|membername)$/i.test(text) ||
            /^\d+$/.test(text) ||
            plainMembers.test(text)),
      )
        ? undefined
        : "It calls a member that is not known.";
    }
    case "invoke-webrequest":
    case "invoke-restmethod":
      return args.some(
        ({ kind, text }) =>
          kind !== "static" ||
          (/^-(?!uri$|usebasicparsing$|timeoutsec$|method$)/i.test(text) && !/^-u(se|ri)?/i.test(text)) ||
          /^(post|put|delete|patch)$/i.test(text) ||
          /^(file|ftp):|^\\\\/i.test(text),
      )
        ? "It sends data away or writes a file."
        : undefined;
    case "copy-item":
    case "move-item":
      return args.some(({ kind, text }) => kind === "dynamic" || /^-to?s|^-fromse/i.test(text))
        ? "It is not known what it overwrites."
        : undefined;
    case "new-item":
      return parameter(args, "force", 1) ||
        args.some(({ text, kind }) => kind === "dynamic" || /^(symboliclink|junction|hardlink)$/i.test(text))
        ? "It may replace a file or make a link."
        : undefined;
    case "set-content":
    case "out-file":
    case "add-content":
    case "tee-object":
    case "export-csv":
      return pathOf(args)?.kind === "dynamic"
        ? "It is not known which file it writes."
        : parameter(args, "variable", 1)
          ? "It sets a variable."
          : undefined;
    case "select-object":
    case "get-content":
    case "get-item":
    case "get-childitem":
      return args.some(
        ({ raw, head, kind }) =>
          kind === "dynamic" && head === "" && /^"?\$\(?env:/i.test(raw) && name !== "select-object",
      )
        ? "It is not known what it reads."
        : undefined;
    case "get-command":
    case "get-help":
      return undefined;
    case "set-location":
      return undefined;
    case "update-help":
    case "rundll32":
      return "It changes the machine.";
    default:
      return placeRiskOfScript(words[0]?.text ?? "", where);
  }
}

const pathOf = (args: readonly Word[]): Word | undefined =>
  args.find(({ text }, at) => !text.startsWith("-") || /^-(file|lit|path|pspath)/i.test(args[at - 1]?.text ?? ""));

const placeRiskOfScript = (text: string, where: Where): string | undefined =>
  /\.ps1$/i.test(text) && /[\\/]/.test(text) ? placeRisk(staticWord(text), "run", where) : undefined;

/** Whether a variable of the environment that a line sets is harmless; used for `$env:` and `set`. */
export const isHarmlessEnvironment = (name: string, value: string | undefined): boolean =>
  isHarmlessVariable(name.toUpperCase(), value);

/** Commands of PowerShell that change nothing, and need no rule: what a line says on the way. */
export const isFreeCmdlet = (words: readonly Word[]): boolean =>
  /^(out-null|set-strictmode|write-host|out-string|out-default|out-host)$/.test(cmdlet(words[0]?.text ?? "")) &&
  cmdlet(words[0]?.text ?? "") === "out-null";
