// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/environmentdocument.h"
#include "models/environment/environmentquoting.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("EnvironmentDocument", text);
}

// In [begin, end) of the text stands something else from now on. At one place a value comes before a new line, and that
// before lines that go.
enum class SpliceKind { Value, NewLine, Removal };
struct Splice
{
    qsizetype begin;
    qsizetype end;
    QByteArray text;
    SpliceKind kind;
};

class Editor
{
public:
    explicit Editor(const EnvironmentDocument &document) : m_document(document), m_text(document.text()) {}

    Result<void> add(const EnvironmentEdit &edit)
    {
        const EnvironmentEntry *entry = m_document.find(edit.key);
        if (edit.key.isEmpty())
            return fail(ErrorCode::Invalid, tr("A variable has a name."), tr("Give it one."));
        if (!edit.value && !edit.written && !edit.inherited) {
            takeOut(edit.key);
            return {};
        }
        if (edit.inherited) {
            if (entry && entry->form == EnvironmentForm::Inherited)
                return {};
            takeOut(edit.key);
            return insert(edit, {});
        }
        Secret written = edit.written.value_or(Secret());
        if (!edit.written) {
            auto quoted = writtenValue(*edit.value, entry ? entry->form : EnvironmentForm::Bare);
            if (!quoted)
                return fail(quoted.error());
            const bool commented = entry && quoted->text.isEmpty() && entry->valueEnd < entry->end;
            written = commented ? Secret("''") : quoted->text; // else the comment would become the value
        }
        if (!entry)
            return insert(edit, '=' + written.reveal());
        m_splices.append({entry->valueBegin, entry->valueEnd,
                          entry->form == EnvironmentForm::Inherited ? '=' + written.reveal() : written.reveal(),
                          SpliceKind::Value});
        return {};
    }

    QByteArray result()
    {
        std::stable_sort(m_splices.begin(), m_splices.end(), [](const Splice &a, const Splice &b) {
            return std::pair(a.begin, a.kind) < std::pair(b.begin, b.kind);
        });
        QByteArray text;
        text.reserve(m_text.size() + 256);
        qsizetype at = 0;
        for (const Splice &splice : std::as_const(m_splices)) {
            if (splice.begin < at)
                return {}; // two edits of one place: not what was meant, which the caller finds
            text += QByteArrayView(m_text).sliced(at, splice.begin - at);
            text += splice.text;
            at = splice.end;
        }
        return text += QByteArrayView(m_text).sliced(at);
    }

private:
    qsizetype behindLine(qsizetype at) const
    {
        const qsizetype end = m_text.indexOf('\n', at);
        return end < 0 ? m_text.size() : end + 1;
    }

    // Where the entry's last line ends, with what follows on it.
    qsizetype behindLines(qsizetype index) const
    {
        const auto &entries = m_document.entries();
        qsizetype end = behindLine(entries[index].end);
        for (++index; index < entries.size() && entries[index].begin < end; ++index)
            end = behindLine(entries[index].end);
        return end;
    }

    void takeOut(const QString &key)
    {
        const auto &entries = m_document.entries();
        for (qsizetype i = 0; i < entries.size(); ++i) {
            if (entries[i].key != key)
                continue;
            Splice splice{entries[i].begin, entries[i].end, {}, SpliceKind::Removal};
            qsizetype line = splice.begin;
            while (line > 0 && (m_text[line - 1] == ' ' || m_text[line - 1] == '\t'))
                --line;
            const bool mark = line == 3 && m_text.startsWith("\xef\xbb\xbf");
            const bool first = line == 0 || mark || m_text[line - 1] == '\n';
            const qsizetype behind = behindLine(splice.end);
            const bool alone = i + 1 == entries.size() || entries[i + 1].begin >= behind;
            if (first && alone) // the whole line, with a comment behind
                splice = {line, behind, {}, SpliceKind::Removal};
            m_splices.append(splice);
        }
    }

    Result<void> insert(const EnvironmentEdit &edit, const QByteArray &assignment)
    {
        static const QRegularExpression name(QStringLiteral("\\A[A-Za-z_][A-Za-z0-9_]*\\z"));
        if (!name.match(edit.key).hasMatch())
            return fail(ErrorCode::Invalid, tr("\"%1\" is no name that every reader takes.").arg(edit.key),
                        tr("Use letters, digits and _, and no digit first."));
        const auto [at, neighbour] = place(edit);
        const QByteArray lineBreak = m_text.contains("\r\n") ? "\r\n" : "\n";
        const QByteArray line = (neighbour && neighbour->exported ? "export " : "") + edit.key.toLatin1() + assignment;
        const bool open = at > 0 && m_text[at - 1] != '\n'; // behind a last line without a break
        m_splices.append({at, at, open ? lineBreak + line : line + lineBreak, SpliceKind::NewLine});
        return {};
    }

    std::pair<qsizetype, const EnvironmentEntry *> place(const EnvironmentEdit &edit)
    {
        if (const auto commented = commentedOut().constFind(edit.key); commented != commentedOut().constEnd())
            return {*commented, nullptr};
        const auto &entries = m_document.entries();
        const qsizetype own = edit.group.indexOf(edit.key);
        for (qsizetype distance = 1; distance < edit.group.size(); ++distance)
            for (const qsizetype i : {own - distance, own + distance})
                if (const EnvironmentEntry *entry = i < 0 ? nullptr : m_document.find(edit.group.value(i)))
                    return {behindLines(entry - entries.constData()), entry};
        return {m_text.size(), entries.isEmpty() ? nullptr : &entries.last()};
    }

    // By key the end of a line "#KEY=..." that is no part of a value.
    const QHash<QString, qsizetype> &commentedOut()
    {
        if (m_commented)
            return *m_commented;
        m_commented.emplace();
        const auto &entries = m_document.entries();
        qsizetype next = 0;
        for (qsizetype at = 0; at < m_text.size(); at = behindLine(at)) {
            while (next < entries.size() && entries[next].end <= at)
                ++next;
            if (m_text[at] != '#' || (next < entries.size() && entries[next].begin < at))
                continue;
            const qsizetype end = behindLine(at);
            const QByteArray name = m_text.mid(at + 1, m_text.indexOf('=', at) - at - 1).trimmed();
            if (m_text.indexOf('=', at) < end && !name.contains(' '))
                m_commented->insert(QString::fromUtf8(name), end);
        }
        return *m_commented;
    }

    const EnvironmentDocument &m_document;
    const QByteArray &m_text;
    QList<Splice> m_splices;
    std::optional<QHash<QString, qsizetype>> m_commented;
};

// The statements of other keys, as written: what an edit may not touch.
QList<std::pair<QString, QByteArray>> others(const EnvironmentDocument &document, const QSet<QString> &keys)
{
    QList<std::pair<QString, QByteArray>> all;
    for (const EnvironmentEntry &entry : document.entries())
        if (!keys.contains(entry.key))
            all.emplaceBack(entry.key, document.written(entry));
    return all;
}

qsizetype faultsOfForm(const EnvironmentDocument &document)
{
    const auto &faults = document.faults();
    return std::count_if(faults.begin(), faults.end(), [](const auto &fault) { return !fault.ofReference; });
}

tl::unexpected<Error> rejected(const EnvironmentFault &fault)
{
    return fail(
        ErrorCode::Invalid,
        tr("Compose rejects the file at line %1, column %2: %3").arg(fault.line).arg(fault.column).arg(fault.message),
        tr("Correct that line; until then no container starts with this file."));
}

// Whether the edit became what was meant.
bool took(const EnvironmentDocument &document, const EnvironmentEdit &edit)
{
    const EnvironmentEntry *entry = document.find(edit.key);
    if (edit.inherited)
        return entry && entry->form == EnvironmentForm::Inherited;
    if (edit.written)
        return entry && document.written(*entry) == edit.written->reveal();
    return edit.value ? entry && entry->value == *edit.value : !entry;
}

} // namespace

EnvironmentDocument::EnvironmentDocument(const QByteArray &text, const QHash<QString, QByteArray> &around)
{
    auto data = std::make_shared<Data>(Data{Secret(QByteArray(text)), around, {}});
    data->parsed = parseEnvironment(data->text.reveal(), around);
    d = std::move(data);
}

const EnvironmentEntry *EnvironmentDocument::find(const QString &key) const
{
    const auto index = d->parsed.last.constFind(key);
    return index == d->parsed.last.constEnd() ? nullptr : &entries()[*index];
}

QStringList EnvironmentDocument::keys() const
{
    QStringList keys;
    for (qsizetype i = 0; i < entries().size(); ++i)
        if (d->parsed.last[entries()[i].key] == i)
            keys << entries()[i].key;
    return keys;
}

QHash<QString, QByteArray> EnvironmentDocument::values() const
{
    QHash<QString, QByteArray> values;
    for (const EnvironmentEntry &entry : entries())
        if (entry.given)
            values[entry.key] = entry.value.reveal();
    return values;
}

QByteArray EnvironmentDocument::written(const EnvironmentEntry &entry) const
{
    return text().mid(entry.valueBegin, entry.valueEnd - entry.valueBegin);
}

Result<void> EnvironmentDocument::accepted() const
{
    return faults().isEmpty() ? Result<void>() : rejected(faults().first());
}

Result<void> EnvironmentDocument::wellFormed() const
{
    for (const EnvironmentFault &fault : faults())
        if (!fault.ofReference)
            return rejected(fault);
    return {};
}

Result<EnvironmentDocument> EnvironmentDocument::set(const QString &key, const Secret &value,
                                                     const QStringList &group) const
{
    return edited({{.key = key, .value = value, .group = group}});
}

Result<EnvironmentDocument> EnvironmentDocument::unset(const QString &key) const
{
    if (!find(key))
        return fail(ErrorCode::NotFound, tr("%1 does not stand in the file.").arg(key), tr("Look at what does."));
    return edited({{.key = key}});
}

Result<EnvironmentDocument> EnvironmentDocument::edited(const QList<EnvironmentEdit> &edits) const
{
    Editor editor(*this);
    QSet<QString> keys;
    for (const EnvironmentEdit &edit : edits) {
        keys << edit.key;
        if (auto added = editor.add(edit); !added)
            return fail(added.error());
    }
    const EnvironmentDocument result(editor.result(), d->around);
    const bool whole = others(*this, keys) == others(result, keys) && faultsOfForm(result) <= faultsOfForm(*this);
    if (!whole || !std::all_of(edits.begin(), edits.end(), [&](const auto &edit) { return took(result, edit); }))
        return fail(ErrorCode::Invalid, tr("The edit would change how another line of the file is read."),
                    tr("Edit the text itself; nothing is changed."));
    return result;
}

} // namespace bouncepro
