import { checkResidentId } from '#standards/code/resident-id.ts'
import { checkUscc } from '#standards/code/uscc.ts'

/** Heads of columns that hold people: their names, numbers and homes. They are neither compared nor kept. */
const PERSONAL_HEAD =
  /电话|手机|联系方式|身份证|证件号|公民身份|联系人|法定代表人|法人(代表|姓名)?$|负责人|经办人|安全员|姓名|检查人|执法人|责任人|填报人|性别|出生|住址|家庭|微信|邮箱|QQ/i

export const isPersonalHead = (head: string): boolean => PERSONAL_HEAD.test(head.normalize('NFKC').replace(/\s+/g, ''))

const PHONE = /(?<![\dA-Za-z])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![\dA-Za-z])/g
const ID_LIKE = /(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/g
/** Stands where a number of a person stood. */
export const NOT_KEPT = '（号码不保留）'

/** A text without the phone and identity numbers of persons; a credit code of digits alone stays. */
export const withoutNumbers = (text: string): string =>
  /\d{11}/.test(text.replace(/[- ]/g, ''))
    ? text
        .replace(ID_LIKE, (number) =>
          checkUscc(number).valid || !checkResidentId(number, '2199-12-31').valid ? number : NOT_KEPT,
        )
        .replace(PHONE, NOT_KEPT)
    : text

/** Whether most of what stands in a column are numbers of persons, whatever its head says. */
export function holdsPersons(values: readonly string[]): boolean {
  const filled = values.filter((value) => value.trim() !== '')
  const personal = filled.filter((value) => withoutNumbers(value.normalize('NFKC')) !== value.normalize('NFKC'))
  return filled.length > 0 && personal.length * 3 >= filled.length
}
