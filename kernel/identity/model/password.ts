const COMMON_WORDS =
  'angrid anwang 安网 admin password qwerty letmein welcome sunshine iloveyou monkey dragon football baseball master princess shadow superman trustno michael dongying shandong woaini'.split(
    ' ',
  )

// Rows and columns of the keyboard people walk along.
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
]

/** The word behind digits and signs that only look like letters: P@ssw0rd is password. */
const plain = (text: string): string =>
  text
    .replace(/[@4]/g, 'a')
    .replace(/0/g, 'o')
    .replace(/[1!]/g, 'i')
    .replace(/3/g, 'e')
    .replace(/[$5]/g, 's')
    .replace(/7/g, 't')

function hasRun(lower: string): boolean {
  const runs = RUNS.flatMap((run) => [run, [...run].reverse().join('')])
  return runs.some((run) =>
    Array.from({ length: run.length - 4 }, (_, at) => run.slice(at, at + 5)).some((piece) => lower.includes(piece)),
  )
}

/**
 * What is wrong with a password, in a sentence; null when it may be used. GB/T 22239-2019 8.1.4.1: long enough
 * and three of four classes; words of the platform and the login itself do not count as secret.
 */
export function passwordFault(password: string, login: string, minLength = 10): string | null {
  if ([...password].length < minLength) return `密码至少 ${minLength} 个字符。`
  if ([...password].length > 128) return '密码最多 128 个字符。'
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z0-9]/].filter((pattern) => pattern.test(password)).length
  if (classes < 3) return '密码需包含大写字母、小写字母、数字、符号中的三类。'
  const lower = password.toLowerCase()
  if (lower.includes(login.toLowerCase())) return '密码不能包含账号。'
  const word = COMMON_WORDS.find((candidate) => plain(lower).includes(candidate))
  if (word) return `密码不能包含常见词「${word}」。`
  if (hasRun(lower)) return '密码不能有五个以上相连的字母、数字或键盘顺序。'
  if (/(.{2,6})\1{2,}/u.test(password)) return '密码不能由同一段内容重复而成。'
  if (/(.)\1{3,}/u.test(password)) return '密码不能有四个以上相同的连续字符。'
  return null
}
