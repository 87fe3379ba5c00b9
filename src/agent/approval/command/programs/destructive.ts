import { type Call, has, hasLong, hasShort, operands } from "./call.ts";

/** Programs whose every use may destroy what nobody can bring back, or changes the machine itself. */
const always = new Set(
  (
    "dd mkfs mkswap fdisk sfdisk cfdisk gdisk sgdisk parted wipefs blkdiscard shred srm badblocks hdparm debugfs lvremove vgremove pvremove " +
    "cryptsetup mdadm zfs zpool losetup mount umount swapoff swapon diskutil hdiutil diskpart format bcdedit bootrec fsutil cipher chkdsk sdelete " +
    "shutdown reboot halt poweroff init telinit systemctl service launchctl rc-service update-rc.d chkconfig initctl " +
    "kill pkill killall skill xkill taskkill tskill wmic " +
    "chown chgrp setfacl setcap chattr takeown icacls cacls xcacls subinacl " +
    "sudo su doas pkexec runuser run0 gosu setpriv sudoedit visudo runas gsudo psexec " +
    "useradd userdel usermod groupadd groupdel adduser deluser passwd chpasswd gpasswd chsh chfn vipw newgrp " +
    "networksetup ipcrm stty umask pmset systemsetup sysadminctl kextload crontab at batch anacron schtasks " +
    "iptables ip6tables nft ufw firewall-cmd netsh route ifconfig nmcli sysctl insmod rmmod modprobe kexec dmesg " +
    "reg regedit regedt32 regsvr32 rundll32 mshta cscript wscript msiexec bitsadmin certutil vssadmin wbadmin wevtutil sc installutil regasm regsvcs msbuild.exe " +
    "net net1 logoff tsdiscon attrib mklink defaults spctl csrutil nvram scutil dscl security tmutil " +
    "alias history complete compgen bind enable exec_prompt coproc logrotate update-alternatives ldconfig chroot unshare nsenter pivot_root " +
    "nc ncat netcat socat telnet ftp tftp sftp scp rlogin rsh nmap tcpdump ngrok cloudflared reboot.exe mimikatz " +
    "fallocate mkfifo mknod trap autoload zmodload zle bindkey sched zcompile functions disable compctl emulate setopt unsetopt hash rehash"
  ).split(" "),
);

const reasons = {
  delete: "It deletes files for good.",
  history: "It discards work that git can't bring back.",
  server: "It deletes or overwrites what is on a server.",
} as const;

/** Why a call is asked about whatever was allowed; undefined if it is not. Git has a table of its own. */
export function destruction(call: Call): string | undefined {
  const { name } = call;
  if (always.has(name) || /^mkfs\.|^(lv|vg|pv)(remove|reduce)|^ld-linux|^ld\.so|^fsck/.test(name)) {
    return `"${name}" changes the machine, or what can't be brought back.`;
  }
  return byProgram.get(name)?.(call);
}

const verb = (call: Call): string => operands(call)[0] ?? "";
const serverVerbs = (pattern: RegExp) => (call: Call) =>
  operands(call).some((each) => pattern.test(each)) || call.mayHoldOptions ? reasons.server : undefined;
const always_ = (reason: string) => () => reason;

const byProgram = new Map(
  Object.entries<(call: Call) => string | undefined>({
    rm: removes,
    unlink: removes,
    rmdir: (call) => (hasShort(call, "p") || hasLong(call, ["parents"]) || isBroad(call) ? reasons.delete : undefined),
    trash: removes,
    rimraf: always_(reasons.delete),
    "del-cli": always_(reasons.delete),
    truncate: (call) => (call.isUnknown || has(call, /^-s|^--si/) ? reasons.delete : undefined),
    mv: (call) =>
      call.isUnknown || has(call, /^(\/|~|\.|\*|\.\/\*)$|^\/dev\//) ? "It may move or overwrite much." : undefined,
    cp: (call) => (call.isUnknown || has(call, /^\/dev\//) ? "It may overwrite much." : undefined),
    ln: (call) =>
      call.isUnknown || hasShort(call, "f") || hasLong(call, ["force"]) ? "It may replace files by links." : undefined,
    install: (call) =>
      call.isUnknown || hasShort(call, "mog") ? "It installs files with rights of their own." : undefined,
    chmod: (call) =>
      call.isUnknown ||
      hasShort(call, "R") ||
      hasLong(call, ["recursive"]) ||
      has(call, /^[0-7]*[2367]$|^[0-7]?777|^[2467][0-7]{3}$|[ugo]*\+[rwx]*s|(^|,)[ao]*[+=][rx]*w/)
        ? "It opens files to others, or many files at once."
        : undefined,
    rsync: (call) =>
      has(call, /^--(del|remove)/) ||
      hasShort(call, "e") ||
      hasLong(call, ["rsh", "rsync-path"], 3) ||
      has(call, /^[^/]*:/) ||
      call.mayHoldOptions
        ? "It deletes files, runs a program or sends files away."
        : undefined,
    find: (call) =>
      has(call, /^-(delete|fprint0?|fprintf|fls)$/) || call.mayHoldOptions
        ? "It deletes or writes what it finds."
        : undefined,
    fd: (call) =>
      hasShort(call, "xX") || hasLong(call, ["exec", "exec-batch"]) || call.mayHoldOptions
        ? "It runs a program for what it finds."
        : undefined,
    docker: containers,
    podman: containers,
    nerdctl: containers,
    "docker-compose": (call) =>
      has(call, /^(rm|kill)$/) || (has(call, /^down$/) && has(call, /^(-v|--vol)/)) || call.mayHoldOptions
        ? reasons.delete
        : undefined,
    kubectl: serverVerbs(/^(delete|drain|replace|cordon|taint)$/),
    oc: serverVerbs(/^(delete|drain|replace)$/),
    helm: serverVerbs(/^(uninstall|delete|rollback|plugin)$/),
    terraform: serverVerbs(/^(destroy|apply|taint|untaint|force-unlock|rm|push|delete)$/),
    tofu: serverVerbs(/^(destroy|apply|import|taint|rm|push|delete)$/),
    pulumi: serverVerbs(/^(destroy|up|update|rm|import|cancel|delete)$/),
    aws: serverVerbs(
      /^(rm|rb|mv|cp|sync|delete|remove|terminate|put|create|update|modify|stop|reboot|run|invoke|send|start)(-|$)/,
    ),
    gcloud: serverVerbs(
      /^(delete|remove|destroy|reset|stop|ssh|scp|deploy|create|update|disable|enable|add-iam.*|set-iam.*)$/,
    ),
    gsutil: serverVerbs(/^(rm|rb|mv|cp|rsync|acl|iam)$/),
    az: serverVerbs(/^(delete|remove|purge|stop|create|update|run-command|invoke|reset|ssh)$/),
    gh: serverVerbs(/^(delete|archive|rename|transfer|secret|ssh-key|gpg-key|extension|alias|token|codespace)$/),
    heroku: serverVerbs(/destroy|reset|run|ps:|config:|addons:/),
    vercel: serverVerbs(/^(rm|remove|deploy|env|alias)$/),
    firebase: serverVerbs(/delete|deploy/),
    npm: packages,
    pnpm: packages,
    yarn: packages,
    bun: packages,
    cargo: (call) =>
      /^(publish|yank|owner|login|install|uninstall)$/.test(verb(call)) || has(call, /^--config/)
        ? "It publishes or installs programs."
        : undefined,
    gem: (call) => (/^(push|yank|owner|uninstall)$/.test(verb(call)) ? reasons.server : undefined),
    twine: always_("It publishes a package."),
    "redis-cli": (call) =>
      has(call, /^(flush|del$|eval|config|shutdown|script|debug|module|slaveof|replicaof|-$|--eval|--pipe)/i)
        ? reasons.server
        : undefined,
    dropdb: always_(reasons.server),
    dropuser: always_(reasons.server),
    mongo: always_(reasons.server),
    mongosh: always_(reasons.server),
    mysqladmin: always_(reasons.server),
    psql: databases,
    mysql: databases,
    mariadb: databases,
    sqlite3: databases,
    sqlcmd: databases,
    conda: (call) =>
      /^(remove|uninstall|clean|run)$/.test(verb(call)) || has(call, /^env$/) ? reasons.delete : undefined,
    brew: (call) =>
      /^(uninstall|remove|rm|cleanup|autoremove|services|tap|install|upgrade|reinstall)$/.test(verb(call))
        ? "It changes what is installed."
        : undefined,
    ...Object.fromEntries(
      [
        "apt",
        "apt-get",
        "aptitude",
        "dpkg",
        "yum",
        "dnf",
        "rpm",
        "zypper",
        "pacman",
        "apk",
        "snap",
        "flatpak",
        "choco",
        "winget",
        "scoop",
        "port",
        "nix-env",
        "emerge",
      ].map((name) => [
        name,
        (call: Call) =>
          has(call, /^(list|search|show|info|policy|--version|-V|-h|--help|status)$/)
            ? undefined
            : "It changes what is installed.",
      ]),
    ),
    tmux: always_("It runs commands in other terminals."),
    screen: always_("It runs commands in other terminals."),
    openssl: (call) =>
      has(call, /^(s_client|s_server|req|enc|genrsa|genpkey)$|^-(engine|out)$/)
        ? "It opens a connection, writes or loads code."
        : undefined,
  }),
);

function removes(call: Call): string | undefined {
  const isMany =
    hasShort(call, "rRfdI") || hasLong(call, ["recursive", "force", "dir", "no-preserve-root", "one-file-system"], 2);
  return isMany || isBroad(call) ? reasons.delete : undefined;
}

/** Whether it names more than single files. */
const isBroad = (call: Call): boolean =>
  call.args.some(({ kind }) => kind !== "static") ||
  has(call, /^(\/|~|\.{1,2}|\.{0,2}\/|~\/)$/) ||
  operands(call).length === 0;

function containers(call: Call): string | undefined {
  const words = operands(call);
  if (call.mayHoldOptions) return "An argument may be an option.";
  if (words.some((each) => /^(prune|rm|rmi|kill|remove|login|swarm|plugin)$/.test(each))) {
    return "It deletes containers, or what they hold.";
  }
  return words.includes("down") && has(call, /^(-[a-z]*v|--vol|--rmi)/)
    ? reasons.delete
    : has(call, /^(-H|--host|--config|-c$|--context)/)
      ? "It speaks to another server."
      : undefined;
}

function packages(call: Call): string | undefined {
  const first = verb(call);
  if (
    /^(publish|unpublish|deprecate|owner|access|token|login|adduser|logout|dist-tag|team|org|hook|profile|star|set-script|link|unlink)$/.test(
      first,
    )
  ) {
    return "It changes what others get, or your account.";
  }
  if (
    /^(config|set|cache|prune|store|pkg|edit|rebuild|explore)$/.test(first) &&
    !has(call, /^(get|list|ls|verify|dir|path|status)$/)
  )
    return "It changes settings or removes files.";
  if (
    hasLong(
      call,
      [
        "script-shell",
        "shell",
        "node-options",
        "git",
        "userconfig",
        "globalconfig",
        "prefix",
        "globaldir",
        "registry",
        "onload-script",
        "init-module",
        "editor",
        "viewer",
        "browser",
        "call",
        "shell-mode",
        "shell-emulator",
        "import",
        "preload",
        "require",
        "eval",
        "shell-auto-fallback",
        "config",
        "modules-folder",
        "global-folder",
      ],
      4,
    )
  ) {
    return "An option names a program, a place or a server.";
  }
  return call.name === "bun"
    ? hasShort(call, "erp")
      ? "It runs code of the command line."
      : undefined
    : hasShort(call, "gC") || hasLong(call, ["global", "location", "dir", "cwd"], 3)
      ? outsideOption(call)
      : undefined;
}

/** Whether an option leads a package manager to another folder; one inside is fine. */
function outsideOption(call: Call): string | undefined {
  if (
    has(call, /^-g|^--(glo|loc)/) &&
    /^(i|in|ins|install|add|un|uninstall|remove|rm|update|up|upgrade|ci|link)$/.test(verb(call))
  )
    return "It changes programs outside the workspace.";
  const folder = call.texts.findIndex((text) => /^(-C|--dir|--cwd)(=|$)/.test(text));
  const value = folder < 0 ? "" : (/=(.*)/.exec(call.texts[folder] ?? "")?.[1] ?? call.texts[folder + 1] ?? "");
  return /^([/~\\]|[A-Za-z]:)|(^|[\\/])\.\.([\\/]|$)/.test(value) ? "It works in a folder outside." : undefined;
}

function databases(call: Call): string | undefined {
  if (call.mayHoldOptions) return "An argument may be an option.";
  const text = call.args.map(({ text: each }) => each).join(" ");
  if (
    /\b(drop|delete|truncate|alter|grant|revoke|update|insert|replace|create|vacuum|attach|copy|load_extension|writefile|edit|readfile|into\s+(out|dump)file)\b|\\!|\\o|\\w|\\i|\\copy|^\s*\.|["'\s;]\.(shell|system|import|output|once|load|read|save|backup|open|excel)|\bsystem\b|pg_read|lo_(im|ex)port|\|/i.test(
      text,
    )
  ) {
    return "It changes data or runs a program.";
  }
  if (call.isFed || has(call, /^(-f|--file|-init|--init-command|--pager|--tee|-cmd|-i$|:)/))
    return "What it runs stands elsewhere.";
  return undefined;
}
