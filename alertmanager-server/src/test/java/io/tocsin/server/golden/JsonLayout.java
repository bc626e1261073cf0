package io.tocsin.server.golden;

/**
 * Lays a JSON text out on lines without changing anything else: the order of members, the escapes inside strings and the
 * spelling of numbers stay, because these are what is compared.
 */
final class JsonLayout {
    private final String json;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int depth;

    private JsonLayout(String json) {
        this.json = json;
    }

    /** The text on lines. What is not an object or array comes back as it is; a missing line end is made visible. */
    static String of(String json) {
        if (!json.startsWith("{") && !json.startsWith("[")) {
            return json;
        }
        boolean lineEnd = json.endsWith("\n");
        String laidOut = new JsonLayout(json.strip()).layOut();
        return laidOut + (lineEnd ? "\n" : "\n(no line end)\n");
    }

    private String layOut() {
        while (at < json.length()) {
            char c = json.charAt(at);
            if (c == '"') {
                string();
            } else if (c == '{' || c == '[') {
                open(c);
            } else if (c == '}' || c == ']') {
                depth--;
                newLine();
                out.append(c);
                at++;
            } else {
                plain(c);
            }
        }
        return out.toString();
    }

    private void string() {
        int start = at++;
        while (at < json.length() && json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(json.length(), at + 1);
        out.append(json, start, at);
    }

    private void open(char c) {
        boolean empty = at + 1 < json.length() && "}]".indexOf(json.charAt(at + 1)) >= 0;
        if (empty) {
            out.append(json, at, at + 2);
            at += 2;
            return;
        }
        out.append(c);
        at++;
        depth++;
        newLine();
    }

    private void plain(char c) {
        out.append(c);
        at++;
        if (c == ',') {
            newLine();
        } else if (c == ':') {
            out.append(' ');
        }
    }

    private void newLine() {
        out.append('\n').append("  ".repeat(Math.max(0, depth)));
    }
}
