// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/commitfiles.h"

#include "models/deploy/commitsmodel.h"
#include "models/servers/wording.h"
#include "ui/look/dialog.h"
#include "ui/look/outputview.h"
#include "ui/look/paint.h"

#include <QVBoxLayout>

#include <algorithm>

namespace bouncepro {

void showCommitFiles(const QModelIndex &commit, QWidget *over)
{
    const QStringList files = commit.data(CommitsModel::FilesRole).toStringList();
    auto *dialog = new Dialog(over,
                              CommitsModel::tr("%1 %2").arg(commit.data(CommitsModel::ShortHashRole).toString(),
                                                            commit.data(CommitsModel::SubjectRole).toString()),
                              {}, 640);
    dialog->setObjectName(QStringLiteral("filesDialog"));
    auto *who = new Text(FontRole::Body, Tone::Second,
                         CommitsModel::tr("%1, %2").arg(commit.data(CommitsModel::AuthorRole).toString(),
                                                        momentText(commit.data(CommitsModel::TimeRole).toDateTime())));
    who->setWrapping(true);
    auto *list = new OutputView(CommitsModel::tr("Files of the commit"));
    list->setObjectName(QStringLiteral("files"));
    const int rows = std::clamp(int(files.size()), 2, 11);
    keepDressed(list, [list, rows] { list->setMinimumHeight(rows * textHeight(FontRole::Mono) + px(24)); });
    QList<OutputLine> lines;
    for (const QString &file : files)
        lines << OutputLine{file, Tone::Plain};
    if (files.isEmpty())
        lines << OutputLine{commit.data(CommitsModel::FilesTextRole).toString().isEmpty()
                                ? CommitsModel::tr("Its files are not known.")
                                : CommitsModel::tr("It is a merge: its files came with its parents' commits.")};
    list->append(lines);
    dialog->body()->addWidget(who);
    dialog->body()->addWidget(list, 1);
    dialog->cancelButton()->setText(CommitsModel::tr("Close"));
    QObject::connect(dialog, &Overlay::closed, dialog, &QObject::deleteLater);
    dialog->open();
}

} // namespace bouncepro
