//! The shell: what it writes for what it reads.

/// A shell that gives back what it is given.
#[derive(Debug)]
pub(super) struct Shell {
    tty: bool,
    /// What was read of a line that has not ended.
    line: Vec<u8>,
    /// Rows and columns.
    size: (u16, u16),
}

/// Longest line that is read, in bytes; what is longer is two lines.
const LONGEST: usize = 64 * 1_024;

impl Shell {
    pub(super) fn new(tty: bool) -> Self {
        Self { tty, line: Vec::new(), size: (24, 80) }
    }

    /// Its terminal has another size.
    pub(super) fn resize(&mut self, rows: u16, columns: u16) {
        self.size = (rows, columns);
    }

    /// What it writes for what it reads, and with what it exits if it does.
    pub(super) fn read(&mut self, bytes: &[u8]) -> (Vec<u8>, Option<u8>) {
        let mut written = Vec::new();
        for byte in bytes {
            let is_end = *byte == b'\n' || self.tty && *byte == b'\r';
            if self.tty {
                written.extend_from_slice(if is_end { b"\r\n" } else { std::slice::from_ref(byte) });
            }
            if !is_end && self.line.len() < LONGEST {
                self.line.push(*byte);
                continue;
            }
            let line = std::mem::take(&mut self.line);
            if let Some(code) = self.run(&line, &mut written) {
                return (written, Some(code));
            }
            if !is_end {
                self.line.push(*byte);
            }
        }
        (written, None)
    }

    /// Runs a line; the exit code if that is the end.
    fn run(&self, line: &[u8], written: &mut Vec<u8>) -> Option<u8> {
        let text = String::from_utf8_lossy(line);
        match text.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["exit"] => return Some(0),
            // As shells do with what is no number.
            ["exit", code] => return Some(code.parse().unwrap_or(2)),
            ["stty", "size"] => {
                let (rows, columns) = self.size;
                let end = if self.tty { "\r\n" } else { "\n" };
                written.extend_from_slice(format!("{rows} {columns}{end}").as_bytes());
            }
            _ if self.tty => {}
            _ => {
                written.extend_from_slice(line);
                written.push(b'\n');
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(shell: &mut Shell, text: &str) -> (String, Option<u8>) {
        let (written, code) = shell.read(text.as_bytes());
        (String::from_utf8(written).expect("text"), code)
    }

    #[test]
    fn lines_are_given_back_once_they_end() {
        let mut shell = Shell::new(false);
        assert_eq!(read(&mut shell, "中文\nhal"), ("中文\n".to_owned(), None));
        assert_eq!(read(&mut shell, "lo\n\n"), ("hallo\n\n".to_owned(), None));
    }

    #[test]
    fn with_a_terminal_characters_are_given_back_as_they_are_typed() {
        let mut shell = Shell::new(true);
        assert_eq!(read(&mut shell, "ls"), ("ls".to_owned(), None));
        assert_eq!(read(&mut shell, "\r"), ("\r\n".to_owned(), None));
        assert_eq!(read(&mut shell, "exit 3\n"), ("exit 3\r\n".to_owned(), Some(3)));
    }

    #[test]
    fn it_exits_with_a_code() {
        for (line, code) in [("exit", 0), ("exit 0", 0), (" exit  255 ", 255), ("exit 256", 2), ("exit now", 2)] {
            assert_eq!(read(&mut Shell::new(false), &format!("{line}\nmore\n")), (String::new(), Some(code)), "{line}");
        }
        assert_eq!(read(&mut Shell::new(false), "exit 1 2\n").1, None);
    }

    #[test]
    fn it_tells_the_size_of_its_terminal() {
        let mut shell = Shell::new(false);
        assert_eq!(read(&mut shell, "stty size\n").0, "24 80\n");
        shell.resize(40, 120);
        assert_eq!(read(&mut shell, "stty size\n").0, "40 120\n");
    }

    #[test]
    fn a_line_without_an_end_is_cut() {
        let mut shell = Shell::new(false);
        let (written, _) = shell.read(&vec![b'a'; LONGEST + 10]);
        assert_eq!((written.len(), shell.line.len()), (LONGEST + 1, 10));
    }
}
