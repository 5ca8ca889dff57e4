const CONTEXT_WORDS = ['angrid', 'anwang', '安网', 'admin', 'password', 'qwerty', '123456', 'dongying']

/**
 * What is wrong with a password, in a sentence; null when it may be used. GB/T 22239-2019 8.1.4.1: ten characters
 * and three of four classes; words of the platform and the login itself do not count as secret.
 */
export function passwordFault(password: string, login: string): string | null {
  if ([...password].length < 10) return '密码至少 10 个字符。'
  if ([...password].length > 128) return '密码最多 128 个字符。'
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z0-9]/].filter((pattern) => pattern.test(password)).length
  if (classes < 3) return '密码需包含大写字母、小写字母、数字、符号中的三类。'
  const lower = password.toLowerCase()
  if (lower.includes(login.toLowerCase())) return '密码不能包含账号。'
  const word = CONTEXT_WORDS.find((candidate) => lower.includes(candidate))
  if (word) return `密码不能包含常见词「${word}」。`
  if (/(.)\1{3,}/u.test(password)) return '密码不能有四个以上相同的连续字符。'
  return null
}
