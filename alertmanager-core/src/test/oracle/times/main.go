// Asks Go's package time what it makes of random times, layouts and texts; no release of the original that can be asked
// reads times by a layout. The times are past: what clocks will show is a matter of the database's version.
//
// usage: go run main.go > ../../resources/template/format/times.tsv
//
// A line is what was asked, what it was asked with, and the answer. What is not printable ASCII stands as \uXXXX, as does the
// backslash. TimeGoldenTest knows what the questions mean.
package main

import (
	"bufio"
	"fmt"
	"math/rand"
	"os"
	"runtime"
	"strings"
	"time"
)

var (
	chance = rand.New(rand.NewSource(7))
	out    = bufio.NewWriter(os.Stdout)
	zones  = []string{"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "America/Sao_Paulo", "Europe/Dublin",
		"Australia/Lord_Howe", "Europe/Moscow", "America/St_Johns", "EST", "Etc/GMT+5", "Asia/Kathmandu", "America/Nuuk"}
	elements = []string{"January", "Jan", "Monday", "Mon", "MST", "002", "01", "02", "03", "04", "05", "06", "15", "1", "2006",
		"2", "_2006", "__2", "_2", "3", "4", "5", "PM", "pm", "-070000", "-07:00:00", "-07:00", "-0700", "-07", "Z070000",
		"Z07:00:00", "Z07:00", "Z0700", "Z07", ".000", ",999999", ".9", ".000000000", " ", "T", "-", "/", " at ", "x", "0", "é"}
	layouts = []string{time.RFC3339, time.RFC3339Nano, time.RFC1123, time.RFC1123Z, time.RFC850, time.RFC822, time.ANSIC,
		time.UnixDate, time.Kitchen, time.DateTime, time.DateOnly, time.StampMicro, time.RubyDate, "2006-002", "20060102150405",
		"2 January 06 3pm", "Z070000 2006", "2006 __2 MST", "02.01.2006 15:04:05,000", "January 2, 2006 at 3:04:05.999 PM -07"}
)

type sample struct {
	time.Time
	zone string
}

func (s sample) String() string { return fmt.Sprintf("%s %d %d", s.zone, s.Unix(), s.Nanosecond()) }

func random() sample {
	zone := zones[chance.Intn(len(zones))]
	place, err := time.LoadLocation(zone)
	if err != nil {
		panic(err)
	}
	nano := []int64{0, int64(chance.Intn(1000)) * 1e6, int64(chance.Intn(1e9))}[chance.Intn(3)]
	return sample{time.Unix(int64(chance.Intn(1735689600)), nano).In(place), zone}
}

func layout() string {
	text := ""
	for n := chance.Intn(7) + 1; n > 0; n-- {
		text += elements[chance.Intn(len(elements))]
	}
	return text
}

// Mostly what the layout says, now and then with a character more, less or another one.
func text(s sample, layout string) string {
	runes := []rune(s.Format(layout))
	if at := chance.Intn(len(runes) + 1); at < len(runes) {
		switch chance.Intn(5) {
		case 0:
			runes[at] = []rune("0123456789 -+:.,TZaé")[chance.Intn(20)]
		case 1:
			runes = append(runes[:at:at], runes[at+1:]...)
		case 2:
			runes = append(runes, []rune(" x")...)
		}
	}
	return string(runes)
}

func line(fields ...any) {
	for i, field := range fields {
		if i > 0 {
			out.WriteByte('\t')
		}
		for _, c := range fmt.Sprint(field) {
			if c < ' ' || c > '~' || c == '\\' {
				fmt.Fprintf(out, "\\u%04x", c)
			} else {
				out.WriteRune(c)
			}
		}
	}
	out.WriteByte('\n')
}

func main() {
	defer out.Flush()
	fmt.Fprintf(out, "# Asked: %s\n", strings.Replace(runtime.Version(), "go", "Go ", 1))
	for i := 0; i < 400; i++ {
		s, l := random(), layout()
		line("format", s, l, s.Format(l))
	}
	for i := 0; i < 200; i++ {
		s, other := random(), random()
		d := []time.Duration{time.Hour, 24 * time.Hour, 7 * time.Second, time.Duration(chance.Int63n(1e18) - 5e17)}[chance.Intn(4)]
		y, m, n := chance.Intn(9)-4, chance.Intn(40)-20, chance.Intn(200)-100
		json, _ := s.MarshalJSON()
		binary, _ := s.MarshalBinary()
		line("methods", s, other, int64(d), y, m, n, fmt.Sprintf("%s|%s|%s|%s|%d|%v|%v|%d|%d|%s|%x|%#v", s.Add(d), s.AddDate(y, m, n),
			s.Round(d), s.Truncate(d), s.Sub(other.Time), s.IsDST(), s.Weekday(), s.YearDay(), s.UnixNano(), json, binary, s.Time))
	}
	for i := 0; i < 150; i++ {
		d := time.Duration(chance.Uint64())
		unit := time.Duration(chance.Int63n(1 << uint(chance.Intn(62)+1)))
		if i%2 == 0 {
			d /= time.Duration(chance.Int63n(1e15) + 1)
		}
		line("duration", int64(d), int64(unit), fmt.Sprintf("%s|%d|%d|%d|%v|%v|%v|%d|%d", d, d.Abs(), d.Round(unit), d.Truncate(unit),
			d.Hours(), d.Minutes(), d.Seconds(), d.Milliseconds(), d.Microseconds()))
	}
	for i := 0; i < 800; i++ {
		s, l := random(), layouts[chance.Intn(len(layouts))]
		if i%3 == 0 {
			l = layout()
		}
		t := text(s, l)
		zone := []string{"UTC", "Europe/Berlin", "America/New_York"}[chance.Intn(3)]
		place, _ := time.LoadLocation(zone)
		if parsed, err := time.ParseInLocation(l, t, place); err != nil {
			line("parse", zone, l, t, err)
		} else {
			line("parse", zone, l, t, parsed.Format("2006-01-02T15:04:05.999999999 -07:00:00 MST")+" "+parsed.Location().String())
		}
	}
}
