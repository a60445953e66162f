"""What the readers of YAML and JSON say of a text that they cannot read, in Korean."""

KOREAN = {
    "mapping values are not allowed": (
        "콜론(:)이 올 수 없는 자리에 있습니다. 들여쓰기를 보시고, "
        "글 안에 콜론이 있으면 글을 따옴표로 묶어 주십시오"
    ),
    "could not find expected ':'": "이름 뒤에 콜론(:)이 빠졌습니다",
    "expected <block end>": "들여쓰기가 위의 줄과 맞지 않습니다",
    "expected the node content": "값이 있어야 할 자리가 비었거나 다른 기호가 있습니다",
    "expected ',' or": "묶음 안에 쉼표가 빠졌거나 괄호가 닫히지 않았습니다",
    "found unexpected end of stream": "따옴표나 괄호가 닫히지 않은 채 글이 끝났습니다",
    "found unexpected document": "따옴표가 닫히지 않은 채 문서 구분선이 나왔습니다",
    "found character": "이 글자로는 값을 시작할 수 없습니다. 값을 따옴표로 묶어 주십시오",
    "found undefined alias": "앞에서 정하지 않은 별칭(*이름)을 썼습니다",
    "found unknown escape character": "따옴표 안의 역슬래시(\\) 뒤에 알 수 없는 글자가 있습니다",
    "block sequence entries are not allowed": "목록 표시(-)가 올 수 없는 자리에 있습니다",
    "did not find expected": "들여쓰기나 괄호가 맞지 않습니다",
    "a value is expected": "값이 있어야 할 자리가 비었습니다",
    "the text ends too early": "글이 끝나지 않은 채 파일이 끝났습니다",
    "a text does not end": "따옴표가 닫히지 않았습니다",
    "Unterminated string": "따옴표가 닫히지 않았습니다",
    "Invalid control character": "따옴표 안에 쓸 수 없는 글자나 줄바꿈이 있습니다",
    "Invalid \\": "따옴표 안의 역슬래시(\\)를 알 수 없습니다",
    "half of a surrogate pair": "반쪽만 있는 글자가 있습니다",
}
"""How the words of a reader begin, and what they come to: PyYAML 6, the library's json, `jsonfile`."""


def in_korean(problem: str) -> str:
    """The words of a reader in Korean; unforeseen ones stand behind a sentence that says what to look at."""
    for start, words in KOREAN.items():
        if problem.startswith(start):
            return words
    return f"이 줄 둘레의 기호와 들여쓰기를 보아 주십시오 ({problem})"
