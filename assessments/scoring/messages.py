"""The wording of every fault, English and Korean, by its code."""

MESSAGES: dict[str, tuple[str, str]] = {
    # the file
    "too-large": (
        "The file is larger than {most} bytes.",
        "파일이 {most}바이트보다 큽니다.",
    ),
    "more-faults": (
        "More than {most} faults. Mend these first.",
        "잘못된 곳이 {most}개를 넘습니다. 먼저 이것들을 고쳐 주십시오.",
    ),
    "too-many-parts": (
        "The file has more than {most} parts once its aliases are written out.",
        "별칭을 모두 펼치면 요소가 {most}개를 넘습니다.",
    ),
    "too-deep": ("Nested deeper than {most} levels.", "{most}단계보다 깊게 중첩되어 있습니다."),
    "control-character": (
        "A control character (U+{point}) stands in the file. Remove it.",
        "제어 문자(U+{point})가 들어 있습니다. 지워 주십시오.",
    ),
    "syntax": ("Not readable as {format}: {problem}.", "{format} 형식으로 읽을 수 없습니다: {problem_ko}."),
    "tab": (
        "Not readable as YAML: a tab stands where only spaces may. Indent with spaces.",
        "YAML 형식으로 읽을 수 없습니다: 빈칸이 올 자리에 탭이 있습니다. 들여쓰기는 빈칸으로 해 주십시오.",
    ),
    "unreadable": ("The file cannot be read: {problem}.", "파일을 읽을 수 없습니다: {problem_ko}."),
    "not-utf8": (
        "This is not a UTF-8 text file: the byte {byte} cannot stand here. Save it as UTF-8.",
        "UTF-8 텍스트 파일이 아닙니다. 여기에 올 수 없는 바이트가 있습니다: {byte}. UTF-8로 저장해 주십시오.",
    ),
    "empty": ("The file is empty.", "파일이 비어 있습니다."),
    "several-documents": (
        "The file holds more than one document. Keep one.",
        "한 파일에 문서가 둘 이상 있습니다. 하나만 남겨 주십시오.",
    ),
    "tag": (
        "The tag {tag} is not allowed. Write plain values.",
        "태그 {tag}는 쓸 수 없습니다. 일반 값으로 적어 주십시오.",
    ),
    "alias": (
        "The alias *{name} has no finished anchor before it.",
        "별칭 *{name}에 해당하는 앵커가 앞에 없습니다.",
    ),
    "key-type": ("A key must be a piece of text.", "키는 글자여야 합니다."),
    "duplicate-key": (
        'The key "{key}" appears twice here. Remove one.',
        '같은 자리에 키 "{key}"이(가) 두 번 있습니다. 하나를 지워 주십시오.',
    ),
    # shape
    "unknown-key": (
        'The key "{key}" is not known here.{hint}',
        '이 자리에서 쓸 수 없는 키입니다: "{key}".{hint_ko}',
    ),
    "missing-key": ('The key "{key}" is missing.', '키 "{key}"이(가) 없습니다.'),
    "not-mapping": (
        "Keys with values are expected here, not {found}.",
        "키와 값의 묶음이 와야 합니다. 지금은 {found_ko}입니다.",
    ),
    "not-list": ("A list is expected here, not {found}.", "목록이 와야 합니다. 지금은 {found_ko}입니다."),
    "not-text": (
        "Text is expected here, not {found}. Put it between quotes.",
        "글자가 와야 합니다. 지금은 {found_ko}입니다. 따옴표로 묶어 주십시오.",
    ),
    "not-integer": (
        "A whole number without quotes is expected here, not {found}.",
        "따옴표 없는 정수가 와야 합니다. 지금은 {found_ko}입니다.",
    ),
    "not-boolean": (
        "true or false is expected here, not {found}.",
        "true 또는 false가 와야 합니다. 지금은 {found_ko}입니다.",
    ),
    "too-few": (
        "At least {least} expected here, {count} found.",
        "{least}개 이상이어야 합니다. 지금은 {count}개입니다.",
    ),
    "too-many": (
        "At most {most} expected here, {count} found.",
        "{most}개 이하여야 합니다. 지금은 {count}개입니다.",
    ),
    "too-long": (
        "At most {most} characters are allowed here, {count} found.",
        "{most}자 이하여야 합니다. 지금은 {count}자입니다.",
    ),
    "blank": ("The text is blank.", "글이 비어 있습니다."),
    "bad-code": ('"{value}" is not allowed here: {rule}.', '"{value}"은(는) 쓸 수 없습니다: {rule_ko}.'),
    "unknown-value": (
        '"{value}" is not one of {values}.{hint}',
        '"{value}"은(는) 쓸 수 없습니다. 가능한 값: {values}.{hint_ko}',
    ),
    "repeated": ('"{value}" is listed twice.', '"{value}"이(가) 두 번 적혀 있습니다.'),
    "language-missing": (
        'The text in "{language}" is missing.',
        '"{language}" 언어의 글이 없습니다.',
    ),
    "language-extra": (
        'The document does not declare the language "{language}".',
        '문서의 languages에 없는 언어입니다: "{language}".',
    ),
    # numbers
    "bad-number": (
        '"{value}" is not a number. Write a decimal such as "0.25" or a ratio such as "10/7".',
        '"{value}"은(는) 수가 아닙니다. "0.25" 같은 소수나 "10/7" 같은 분수로 적어 주십시오.',
    ),
    "unquoted-number": (
        'Put the number between quotes: "{value}".',
        '수를 따옴표로 묶어 주십시오: "{value}".',
    ),
    "below": ("{value} is below {least}.", "{value}은(는) {least}보다 작습니다."),
    "above": ("{value} is above {most}.", "{value}은(는) {most}보다 큽니다."),
    "not-above": ("{value} must be greater than {least}.", "{value}은(는) {least}보다 커야 합니다."),
    "weights-zero": (
        "The weights of the children add up to 0. Give at least one child a weight above 0.",
        "하위 요소의 가중치 합이 0입니다. 하나 이상에 0보다 큰 가중치를 주십시오.",
    ),
    "digits-without-rounding": (
        'The method "none" takes no digits.',
        "none 방식에는 digits를 적지 않습니다.",
    ),
    # tree
    "node-or-item": (
        'Neither "children" (an area or module) nor "question" and "choices" (an item) stand here.',
        "영역·모듈이면 children, 문항이면 question과 choices가 있어야 합니다.",
    ),
    "duplicate-code": (
        'The code "{value}" is already used on line {first}.',
        '코드 "{value}"은(는) {first}번째 줄에서 이미 쓰였습니다.',
    ),
    "reserved-code": (
        'No item can have the code "{value}": the form of the answers has a field "{field}" of its own.',
        '"{value}"은(는) 문항 코드로 쓸 수 없습니다. 답변 양식이 "{field}" 이름을 따로 씁니다.',
    ),
    "alike-code": (
        'The codes "{value}" and "{other}" (line {first}) are one on a page, where "." is "_". Change one.',
        '화면에서는 "."과 "_"가 같아서 "{value}"이(가) {first}번째 줄의 "{other}"과(와) 겹칩니다.',
    ),
    "score-too-large": (
        "Scores can reach {value} here. At most {most} can be stored.",
        "이 자리의 점수는 {value}까지 커질 수 있습니다. 저장할 수 있는 가장 큰 점수는 {most}입니다.",
    ),
    "tree-depth": ("The tree is deeper than {most} levels.", "나무 구조가 {most}단계보다 깊습니다."),
    "threshold-missing": (
        'A child of a "gate" needs a threshold.',
        "gate의 하위 요소에는 threshold가 필요합니다.",
    ),
    "threshold-unused": (
        'A threshold counts only under the operator "gate"; here the parent is "{operator}".',
        "threshold는 gate 아래에서만 씁니다. 여기의 상위 연산자는 {operator}입니다.",
    ),
    "cumulative-unused": (
        'Only the operator "gate" reads "cumulative".',
        "cumulative는 gate에서만 씁니다.",
    ),
    "multiple-only": (
        'Only an item of kind "multiple" may have "{key}".',
        '"{key}"은(는) kind가 multiple인 문항에서만 씁니다.',
    ),
    "limits-crossed": (
        "at_least {least} is above at_most {most}.",
        "at_least {least}이(가) at_most {most}보다 큽니다.",
    ),
    "reserved-choice": (
        '"{value}" is reserved for an answer that is no choice.',
        '"{value}"은(는) 선택지가 아닌 답을 위해 남겨 둔 말입니다.',
    ),
    # conditions
    "condition-shape": (
        "A condition is one of: item with any_of, item with at_least, all, any, not.",
        "조건은 item과 any_of, item과 at_least, all, any, not 중 하나로 적습니다.",
    ),
    "unknown-item": ('There is no item "{value}".{hint}', '"{value}" 문항이 없습니다.{hint_ko}'),
    "unknown-choice": (
        'The item "{item}" has no choice "{value}".{hint}',
        '"{item}" 문항에 "{value}" 선택지가 없습니다.{hint_ko}',
    ),
    "at-least-multiple": (
        'The item "{item}" is of kind "multiple": its choices have no order. Use any_of.',
        '"{item}" 문항은 여러 개를 고르므로 순서가 없습니다. any_of를 쓰십시오.',
    ),
    "condition-cycle": (
        "The conditions go in a circle: {cycle}.",
        "조건이 서로 맞물려 돌고 있습니다: {cycle}.",
    ),
    "unreachable": (
        'No answers lead to the item "{value}": its condition can never hold.',
        '어떻게 답해도 "{value}" 문항에 이르지 못합니다. 조건이 성립할 수 없습니다.',
    ),
    # hints
    "hint-one-item": (
        "A hint is about answers to two or more items; this condition names one.",
        "힌트는 문항 둘 이상의 답을 견줍니다. 이 조건에는 문항이 하나뿐입니다.",
    ),
    "hint-non-answer": (
        '"{value}" raises no hint. Name choices.',
        '"{value}" 답으로는 힌트를 띄우지 않습니다. 선택지를 적으십시오.',
    ),
    "hint-never": (
        "No answers raise this hint: its condition can never hold.",
        "어떻게 답해도 이 힌트가 뜨지 않습니다. 조건이 성립할 수 없습니다.",
    ),
    "hint-always": (
        "Every answer raises this hint: its condition always holds.",
        "어떻게 답해도 이 힌트가 뜹니다. 조건이 언제나 성립합니다.",
    ),
    # levels and tiers
    "not-ascending": (
        '"{key}" must rise from one to the next: {value} follows {before}.',
        "차례로 커져야 합니다: {before} 다음에 {value}이(가) 왔습니다.",
    ),
    "unknown-scheme": ('There is no scheme "{value}".{hint}', '"{value}" 기준이 없습니다.{hint_ko}'),
    "unknown-tier": ('There is no tier "{value}".{hint}', '"{value}" 단계가 없습니다.{hint_ko}'),
    "tier-order": (
        'The tier "{value}" stands below "{before}", the tier of a lower level.',
        '"{value}" 단계는 더 낮은 레벨의 "{before}"보다 낮습니다.',
    ),
    "unknown-node": (
        'There is no area or module "{value}".{hint}',
        '"{value}" 영역이나 모듈이 없습니다.{hint_ko}',
    ),
    # versions
    "continues-itself": (
        "The document cannot continue its own version.",
        "문서가 자기 자신의 판을 이어받을 수 없습니다.",
    ),
    "no-such-version": (
        'No version "{value}" of this framework was published.{hint}',
        '이 진단의 "{value}" 판은 게시된 적이 없습니다.{hint_ko}',
    ),
    # answers
    "unknown-framework": (
        'The answers are for the framework "{value}", not "{expected}".',
        '"{expected}"이(가) 아닌 "{value}" 진단의 답입니다.',
    ),
    "unknown-version": (
        'The answers are for version "{value}", not "{expected}".',
        '"{expected}"이(가) 아닌 "{value}" 판의 답입니다.',
    ),
    "answer-shape": (
        "An answer is a choice code, or a list of choice codes for a multiple item; this is {found}.",
        "답은 선택지 코드이거나, 여러 개를 고르는 문항이면 코드 목록입니다. 지금은 {found_ko}입니다.",
    ),
    "one-choice": (
        'The item "{item}" takes one choice, not a list.',
        '"{item}" 문항은 하나만 고릅니다. 목록으로 적지 마십시오.',
    ),
    "not-applicable-refused": (
        'The item "{item}" cannot be answered "not_applicable".',
        '"{item}" 문항에는 해당 없음(not_applicable)으로 답할 수 없습니다.',
    ),
    "dont-know-refused": (
        'The item "{item}" cannot be answered "dont_know".',
        '"{item}" 문항에는 잘 모름(dont_know)으로 답할 수 없습니다.',
    ),
    "exclusive-choice": (
        'The choice "{value}" of "{item}" cannot be ticked together with others.',
        '"{item}" 문항의 "{value}"은(는) 다른 선택지와 함께 고를 수 없습니다.',
    ),
    "nothing-ticked": (
        'Nothing is ticked for "{item}". Tick "{choice}" to say so.',
        '"{item}" 문항에서 고른 것이 없습니다. 해당하는 것이 없으면 "{choice}"을(를) 고르십시오.',
    ),
}

FOUND: dict[str, tuple[str, str]] = {
    "mapping": ("keys with values", "키와 값의 묶음"),
    "sequence": ("a list", "목록"),
    "str": ("text", "글자"),
    "int": ("a whole number", "정수"),
    "float": ("a number", "수"),
    "bool": ("true or false", "참·거짓"),
    "null": ("nothing", "빈 값"),
    "timestamp": ("a date", "날짜"),
}
