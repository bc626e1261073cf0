package io.tocsin.server.amtool;

import java.util.ArrayList;
import java.util.List;

/**
 * Lays out lines of cells: cells end with a tab, and neighbouring lines that have a cell in a column share its width,
 * which is the widest cell's and two blanks. What follows the last tab of a line belongs to no column.
 *
 * <p>A tab or a line end inside a cell counts as one, as in the original.
 *
 * @see "Go: text/tabwriter with a padding of 2 and no flags"
 */
final class TextColumns {
    private static final int PADDING = 2;

    private final List<List<String>> lines = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();

    private TextColumns() {}

    /** @param text lines that each end with a line feed */
    static String layOut(String text) {
        TextColumns columns = new TextColumns();
        for (String line : text.replace('\u000B', '\t').replace('\f', '\n').split("\n", -1)) {
            columns.lines.add(List.of(line.split("\t", -1)));
        }
        columns.format(0, columns.lines.size());
        return columns.out.toString();
    }

    /** Writes the lines from {@code begin} to before {@code end}; the widths of the columns to the left are known. */
    private void format(int begin, int end) {
        int column = widths.size();
        int from = begin;
        int line = begin;
        while (line < end) {
            if (!hasCell(line, column)) {
                line++;
                continue;
            }
            write(from, line);
            from = line;
            int width = PADDING;
            while (line < end && hasCell(line, column)) {
                width = Math.max(width, length(lines.get(line).get(column)) + PADDING);
                line++;
            }
            widths.add(width);
            format(from, line);
            widths.remove(column);
            from = line;
        }
        write(from, end);
    }

    private boolean hasCell(int line, int column) {
        return column < lines.get(line).size() - 1;
    }

    private void write(int begin, int end) {
        for (int line = begin; line < end; line++) {
            List<String> cells = lines.get(line);
            for (int column = 0; column < cells.size(); column++) {
                String cell = cells.get(column);
                out.append(cell);
                if (column < widths.size()) {
                    out.append(" ".repeat(Math.max(0, widths.get(column) - length(cell))));
                }
            }
            if (line + 1 < lines.size()) {
                out.append('\n');
            }
        }
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
