# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'recall against guidance, NFE 20' at screen 0.02, screen 0.9521 left noenhanced font ',18' textcolor rgb '#222222'
set label 'recall[cifar10-classifier]   (higher is better)' at screen 0.02, screen 0.9000 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8604
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
1 0.3758 0.27417263 0.47742737
1.5 0.399 0.291941 0.506059
2 0.3556 0.30407482 0.40712518
3 0.29 0.21797103 0.36202897
5 0.1784 0.12029599 0.23650401
EOD
$c1 << EOD
1 0.3758 0.27417263 0.47742737
2 0.3754 0.26631826 0.48448174
3 0.3446 0.29761872 0.39158128
EOD
$c2 << EOD
1 0.3758 0.27417263 0.47742737
2 0.4428 0.37986396 0.50573604
3 0.439 0.36962915 0.50837085
EOD
set lmargin at screen 0.100
set rmargin at screen 0.707
set bmargin at screen 0.155
set xlabel 'w' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set ytics ('0.1' 0.10000000000000001, '0.2' 0.20000000000000001, '0.3' 0.30000000000000004, '0.4' 0.40000000000000002, '0.5' 0.5)
set xtics ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5)
set xrange [0.76:5.24]
set yrange [0.097011496:0.53165534]
set arrow from graph 1.02, graph 0.1873 to graph 1.085, graph 0.1873 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'everywhere' at graph 1.1, graph 0.1873 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.1873 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.5696 to graph 1.085, graph 0.5696 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'from 0.3 to 3' at graph 1.1, graph 0.5696 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.5696 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.7868 to graph 1.085, graph 0.7868 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'by cifar10' at graph 1.1, graph 0.7868 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.7868 point pt 9 ps 0.8 lc rgb '#009E73'
set terminal svg noenhanced size 640,480 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'guidance-recall-nfe20.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
set terminal pngcairo noenhanced size 1280,960 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'guidance-recall-nfe20.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
unset output
