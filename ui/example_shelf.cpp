// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/example_shelf.h"

#include "ui/appearance.h"

#include <QFontDatabase>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;
using KSyntaxHighlighting::Theme;

namespace mathtts
{

namespace
{
enum Role { latexRole = Qt::UserRole + 1, topicRole };
constexpr int gap = 5;      // around a card
constexpr int padding = 10; // inside
} // namespace

/*! Paints a card: the title, the formula as it is typed, the topic. */
class ExampleShelf::Delegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    Theme theme;

    static int height(const QFontMetrics &metrics) { return 3 * metrics.height() + 2 * (gap + padding) + 8; }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        const auto *view = qobject_cast<const QListView *>(option.widget);
        return view ? view->gridSize() : QSize();
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool current = option.state.testFlag(QStyle::State_HasFocus);
        const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
        const QRect card = option.rect.adjusted(gap, gap, -gap, -gap);
        const QColor frame = theme.textColor(current || hovered ? Theme::Keyword : Theme::Comment);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(current || hovered ? frame : withAlpha(frame, 90), current ? 2.0 : 1.0));
        painter->setBrush(hovered || current ? withAlpha(frame, 22) : Qt::transparent);
        painter->drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);

        const QRect inside = card.adjusted(padding, padding, -padding, -padding);
        const int line = option.fontMetrics.height() + 4;
        QFont title = option.font;
        title.setBold(true);
        QFont topic = option.font;
        topic.setPointSizeF(option.font.pointSizeF() * 0.9);
        QFont formula = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        formula.setPointSizeF(option.font.pointSizeF());
        text(painter, inside, title, theme.textColor(Theme::Normal), index.data().toString());
        text(painter, inside.adjusted(0, line, 0, 0), formula, theme.textColor(Theme::BuiltIn),
             index.data(latexRole).toString());
        text(painter, inside.adjusted(0, 2 * line, 0, 0), topic, theme.textColor(Theme::Comment),
             index.data(topicRole).toString());
        painter->restore();
    }

private:
    static QColor withAlpha(QColor color, int alpha)
    {
        color.setAlpha(alpha);
        return color;
    }

    static void text(QPainter *painter, const QRect &place, const QFont &font, const QColor &color, const QString &text)
    {
        painter->setFont(font);
        painter->setPen(color);
        painter->drawText(place, Qt::AlignLeft | Qt::AlignTop,
                          QFontMetrics(font).elidedText(text, Qt::ElideRight, place.width()));
    }
};

ExampleShelf::ExampleShelf(const std::vector<Example> &examples, QWidget *parent)
    : QListView(parent)
    , m_model(new QStandardItemModel(this))
    , m_delegate(new Delegate(this))
{
    setObjectName("examples");
    setAccessibleName(tr("Examples"));
    setAccessibleDescription(tr("Formulas to start from. Return takes one."));
    setFrameStyle(QFrame::Box | QFrame::Plain);
    setFlow(LeftToRight);
    setWrapping(true);
    setUniformItemSizes(true);
    setResizeMode(Adjust);
    setMouseTracking(true);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(m_delegate);
    for (const Example &example : examples) {
        auto *item = new QStandardItem(example.title);
        item->setData(example.latex, latexRole);
        item->setData(example.topic, topicRole);
        item->setData(u"%1, %2"_s.arg(example.title, example.topic), Qt::AccessibleTextRole);
        item->setData(example.latex, Qt::AccessibleDescriptionRole);
        item->setToolTip(example.latex);
        m_model->appendRow(item);
    }
    setModel(m_model);
    setCurrentIndex(m_model->index(0, 0));
    const auto choose = [this](const QModelIndex &index) { Q_EMIT chosen(index.data(latexRole).toString()); };
    connect(this, &QListView::clicked, this, choose);
    connect(this, &QListView::activated, this, [this, choose](const QModelIndex &index) {
        if (isVisible()) choose(index); // the second click of a double click finds the shelf gone
    });
}

void ExampleShelf::setTheme(const Theme &theme)
{
    m_delegate->theme = theme;
    setPalette(panePalette(theme, hasFocus()));
    viewport()->update();
}

void ExampleShelf::resizeEvent(QResizeEvent *event)
{
    constexpr int narrowest = 230;
    const int width = viewport()->width();
    const int columns = std::max(1, width / narrowest);
    setGridSize({width / columns, Delegate::height(fontMetrics())});
    QListView::resizeEvent(event);
}

} // namespace mathtts
