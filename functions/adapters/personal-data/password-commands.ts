/** What stands between `user:` and `@host` of an address. */
export const connection =
  /(?<=[a-z0-9]):\/\/[^\s:@/"'<>]{0,64}:(?<value>[^\s/@"'<>]{1,128})(?=@[A-Za-z0-9[])/g;

/** Where programs and their files take a password that no word names, or a word too short to name it elsewhere. */
export const commandLines = [
  /(?<![A-Za-z0-9-])(?:-u|--user)[ =]["']?[A-Za-z0-9._@\\-]{1,60}:(?<value>[^\s"'<>:]{4,64})/g,
  /(?<![A-Za-z0-9-])--?(?:(?:store|key|src|dest|user|auth|smtp|http|admin|db)-?)?pass(?:word|wd|phrase)?[ =]["']?(?<value>[^\s"'<>-][^\s"'<>]{3,63})/g,
  /(?<![A-Za-z])(?:[Pp]ass|PASS(?==)|(?<=_)PASS)(?<!\b(?:may|must|might|can|could|should|shall|will|would|not|to|tests?|did|does|we|they|all|and|or) [Pp]ass)["']? ?[:=] ?["']?(?<value>(?!\d+(?:\s|$|,))[^\s"'<>]{4,64})/g,
  /\bidentified (?:with [a-z0-9_]{1,30} )?by ["'](?<value>[^\s"']{4,64})/gi,
  /\bldap[a-z]{3,10} [^\n]{0,200}? -w ["']?(?<value>[^\s"'<>]{4,64})/g,
  /\/user:[^\s"']{1,64} (?<value>[^\s"'<>/]{4,64})/gi,
  /\bsshpass -p ?["']?(?<value>[^\s"'<>]{4,64})/g,
  /\b(?:mysql|maria)[a-z]{0,5} [^\n]{0,200}? -p["']?(?<value>[^\s"'<>-][^\s"'<>]{3,63})/g,
  /\b(?:docker|podman|az|helm|plink|pscp|psexec|rclone|mosquitto_pub)(?:\.exe)? [^\n]{0,160}? -(?:p|pw|P) ["']?(?<value>[^\s"'<>-][^\s"'<>]{3,63})/g,
  /\bgam\d? [^\n]{0,200}?\bpassword ["']?(?<value>[^\s"'<>]{4,64})/g,
  /\bredis-cli [^\n]{0,120}? ?-a ["']?(?<value>[^\s"'<>-][^\s"'<>]{3,63})/g,
  /\bsmbclient [^\n]{0,160}?-U ?["']?[^\s%"']{1,60}%(?<value>[^\s"'<>]{4,64})/g,
  /\becho ["']?(?<value>[^\s"'<>|]{4,64})["']? ?\| ?(?:sudo -S|passwd|kinit|docker login)/g,
  /\bConvertTo-SecureString (?:-String )?["'](?<value>[^\s"']{4,64})/gi,
  /\blogin \S{1,80} (?:password|passwd|pw) (?<value>[^\s"'<>]{4,64})/g,
  /\bpass(?:in|out)? pass:(?<value>[^\s"'<>]{4,64})/g,
];
